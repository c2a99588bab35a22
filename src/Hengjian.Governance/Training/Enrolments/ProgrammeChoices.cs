using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Enrolments;

/// <summary>A programme in force, to be chosen in forms.</summary>
/// <param name="Supervisors">Who supervises in it, by name.</param>
public sealed record ProgrammeChoice(Guid Id, Guid VersionId, string Name, ProgrammeKind Kind, IReadOnlyList<ProgrammeCourse> Courses, IReadOnlyList<PersonChoice> Supervisors);

/// <summary>A base of this institution, to be chosen in forms.</summary>
public sealed record BaseChoice(Guid Id, string Name, IReadOnlyList<string> TechnologyCategories);

/// <summary>What the forms of enrolments and sessions offer.</summary>
public sealed class ProgrammeChoices(Database database, IPractitionerDirectory practitioners, ITrainingBases bases)
{
    /// <summary>Programmes whose version is approved and in force, by name.</summary>
    public async Task<IReadOnlyList<ProgrammeChoice>> InForceAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = await db.Set<ProgrammeVersion>().Where(v => v.State == ProgrammeState.Approved)
            .Join(db.Set<TrainingProgramme>(), v => v.ProgrammeId, p => p.Id, (v, p) => new { v, p }).ToListAsync(cancellationToken);
        var names = await practitioners.NamesAsync(db, [.. rows.SelectMany(r => r.v.Supervisors).Distinct()], cancellationToken);
        return
        [
            .. rows.OrderBy(r => r.p.Name, StringComparer.Ordinal).Select(r => new ProgrammeChoice(
                r.p.Id, r.v.Id, r.p.Name, r.p.Kind, r.v.Courses, [.. r.v.Supervisors.Where(names.ContainsKey).Select(s => new PersonChoice(s, names[s]))])),
        ];
    }

    /// <summary>The bases of this institution.</summary>
    public async Task<IReadOnlyList<BaseChoice>> BasesAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return [.. (await bases.OfAsync(db, caller.InstitutionId, cancellationToken)).Select(b => new BaseChoice(b.BaseId, b.Number is null ? b.Institution : $"{b.Institution} {b.Number}", b.TechnologyCategories))];
    }
}
