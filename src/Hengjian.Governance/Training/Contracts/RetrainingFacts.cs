namespace Hengjian.Governance.Training.Contracts;

/// <summary>Facts of HP-6.7: one physician's judged readings with one category of technology.</summary>
/// <param name="From">First day of the window.</param>
/// <param name="To">Last day, included.</param>
/// <param name="Judged">Readings that a reference judges.</param>
/// <param name="Wrong">Of these those that it does not confirm.</param>
/// <param name="WrongAiSeen">Readings for which a wrong AI result was shown.</param>
/// <param name="WrongAiFollowed">Of these those that gave its label.</param>
public sealed record RetrainingFacts(string TechnologyCategory, DateOnly From, DateOnly To, long Judged, long Wrong, long WrongAiSeen, long WrongAiFollowed);
