namespace Hengjian.Web.Resources;

/// <summary>Committees: motions, votes, members.</summary>
public sealed class CommitteesText;
