namespace Hengjian.Governance.Cases.Contracts;

/// <summary>Answer to an act on a case: where it stands now.</summary>
public sealed record CaseStateAnswer(Guid Id, CaseState State);

/// <summary>Answer to an act that created a part of a case: the part's id and where the case stands now.</summary>
public sealed record CasePartAnswer(Guid Id, CaseState State);
