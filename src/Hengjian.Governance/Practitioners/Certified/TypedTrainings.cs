using System.Diagnostics.Metrics;
using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Registers;

namespace Hengjian.Governance.Practitioners.Certified;

/// <summary>A training as it was typed, with its place in the request.</summary>
internal sealed record TypedTraining(int Index, TrainingFact Fact);

/// <summary>The trainings of a record as a request leaves them.</summary>
/// <param name="All">Typed ones, and every one that a base of this installation certified as it stands on record.</param>
/// <param name="New">Typed ones that are not on record yet: what they name is checked.</param>
internal sealed record TypedTrainings(IReadOnlyList<TrainingFact> All, IReadOnlyList<TypedTraining> New)
{
    private static readonly Meter Meter = new("Hengjian.Governance");

    private static readonly Counter<long> Unproven = Meter.CreateCounter<long>(
        "hengjian.training.certificates.refused", description: "Typed trainings refused because a base of this installation did not give that number to that person.");

    /// <summary>
    /// Certified trainings are neither edited nor dropped by what is typed: a request that repeats them as they are keeps them, one that does not mention trainings keeps them too, and one that
    /// says otherwise is wrong.
    /// </summary>
    public static TypedTrainings Of(IReadOnlyList<TrainingInput>? given, IReadOnlyList<TrainingFact> stored, FieldErrors errors)
    {
        var certified = stored.Where(t => t.CertificateId is not null).ToList();
        if (given is null)
        {
            return new TypedTrainings(certified, []);
        }

        var all = new List<TrainingFact>();
        var added = new List<TypedTraining>();
        for (var i = 0; i < given.Count; i++)
        {
            if (given[i] is not { TechnologyCategory: { } category, Route: { } route, CompletedOn: { } completed } input)
            {
                continue;
            }

            var typed = new TrainingFact(
                category.Trim(), route, completed, input.CertificateNumber?.Trim(), input.BaseId, input.ValidTo, input.Revoked || input.RevokedOn is not null, input.RevokedOn);
            var known = certified.Find(c => string.Equals(c.CertificateNumber, typed.CertificateNumber, StringComparison.OrdinalIgnoreCase));
            if (known is not null)
            {
                certified.Remove(known);
                if (Differing(typed, known) is { } field)
                {
                    errors.Add(Field(i, field), "register.certifiedTraining", ("number", known.CertificateNumber!));
                }
            }
            else if (!stored.Contains(typed))
            {
                added.Add(new TypedTraining(i, typed));
            }

            all.Add(known ?? typed);
        }

        if (certified.Count > 0)
        {
            errors.Add("trainings", "register.certifiedTrainingDropped", ("number", certified[0].CertificateNumber ?? ""));
        }

        return new TypedTrainings(all, added);
    }

    /// <summary>A new training that names a base of this installation must be one that this base certified to this person, and such a one is on record already: so each is refused.</summary>
    public void Check(Guid institution, Guid practitioner, GivenCertificates known, FieldErrors errors)
    {
        foreach (var (index, fact) in New)
        {
            if (fact.CertificateNumber is not { Length: > 0 } number)
            {
                continue;
            }

            var code = known.ByNumber.GetValueOrDefault(number) switch
            {
                { } given when (given.HolderInstitutionId, given.HolderPractitionerId) == (institution, practitioner) => "register.certifiedTraining",
                not null => "register.certificateOfAnother",
                null when fact.BaseId is { } named && known.Bases.Contains(named) => "register.certificateNotGiven",
                _ => null,
            };
            if (code is not null)
            {
                Unproven.Add(1, new KeyValuePair<string, object?>("code", code));
                errors.Add(Field(index, "certificateNumber"), code, ("number", number));
            }
        }
    }

    private static string? Differing(TrainingFact typed, TrainingFact known) =>
        typed.TechnologyCategory != known.TechnologyCategory ? "technologyCategory"
        : typed.Route != known.Route ? "route"
        : typed.CompletedOn != known.CompletedOn ? "completedOn"
        : typed.ValidTo != known.ValidTo ? "validTo"
        : typed.Revoked != known.Revoked ? "revoked"
        : typed.RevokedOn != known.RevokedOn ? "revokedOn"
        : typed.BaseId is not null && typed.BaseId != known.BaseId ? "baseId"
        : null;

    private static string Field(int index, string name) => string.Create(CultureInfo.InvariantCulture, $"trainings[{index}].{name}");
}
