using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>A case as a trainee's log names it: nothing of the patient.</summary>
/// <param name="Day">Calendar day of the examination.</param>
/// <param name="Category">Category of the technology that is used on it.</param>
/// <param name="WithoutAi">Read without AI.</param>
/// <param name="Analysed">The AI has been used on it.</param>
/// <param name="Label">The issued label in words; null before the case is concluded, so that it tells nobody who is blinded anything.</param>
public sealed record TrainingCase(Guid Id, string Number, DateOnly Day, string Technology, string Category, bool WithoutAi, bool Analysed, bool Cancelled, string? Label);

/// <summary>Cases for the logs of trainees.</summary>
public interface ITrainingCases
{
    /// <summary>The case of a number in this institution, no reader study's; null where there is none.</summary>
    Task<TrainingCase?> ByNumberAsync(HengjianDbContext db, string number, CancellationToken cancellationToken);

    /// <summary>Those of the ids that exist.</summary>
    Task<IReadOnlyDictionary<Guid, TrainingCase>> ManyAsync(HengjianDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
}
