using System.Globalization;
using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Eligibility;

/// <summary>What the question of eligibility is decided from: the person and the deployment, as known at one moment.</summary>
/// <param name="Actor">The person's record and authorisations.</param>
/// <param name="Deployment">The deployment.</param>
/// <param name="KnownAt">Record time; <c>null</c>: now.</param>
internal sealed record EligibilityFile(CaseActor Actor, DeploymentFile Deployment, DateTimeOffset? KnownAt);

/// <summary>
/// The one place where the decisions on an act are gathered, and where the days are known on which they can change. Whatever is added to <see cref="Decide"/> adds the
/// days of its facts to <see cref="ChangeDays"/>.
/// </summary>
internal sealed class EligibilityDecisions(CaseDecisions rules, RegulationCatalog catalog)
{
    private readonly IReadOnlyList<DateOnly> _packDays = catalog.ChangeDays();
    private readonly DateOnly? _firstRuled = catalog.Packs.Where(p => p.Find(ClauseIds.PracticeLicence) is not null).Min(p => p.Effective.From);
    private readonly IReadOnlyList<int> _leaveLimits = catalog.ValuesOf("leaveOverMonths");
    private readonly IReadOnlyList<int> _absenceLimits = catalog.ValuesOf("absenceMonths");

    public IReadOnlyList<Decision> Decide(EligibilityFile file, PractitionerAct act, DateTimeOffset at) => act switch
    {
        PractitionerAct.Operate => rules.Operator(file.Actor, byDevice: false, file.Deployment, at, file.KnownAt),
        PractitionerAct.Opinion => rules.Opinion(file.Actor, file.Deployment, at, file.KnownAt),
        _ => rules.FinalDiagnosis(file.Actor, file.Deployment, gaveOpinion: false, at, file.KnownAt),
    };

    public static bool MayAct(IReadOnlyList<Decision> decisions) => decisions.All(d => !d.Blocks);

    /// <summary>Since when and until when the answer of a day is the same, back to the first day on which the specification asks anything.</summary>
    public Validity Around(EligibilityFile file, PractitionerAct act, DateOnly day)
    {
        var found = new ValidityTimeline(ChangeDays(file), on => Ask(file, act, on)).Around(day);
        return found.Since < _firstRuled && _firstRuled <= day ? found with { Since = _firstRuled } : found;
    }

    private DayAnswer Ask(EligibilityFile file, PractitionerAct act, DateOnly day)
    {
        // At the end of the day: what changes in the course of a day holds for it, and clauses that count days say the same all day.
        var decisions = Decide(file, act, ShanghaiDay.Start(day.AddDays(1)).AddTicks(-1));
        return new DayAnswer(MayAct(decisions), [.. decisions.Select(d => d.Facts.GetValueOrDefault("reachedOn") as string).OfType<string>().Select(Day)]);
    }

    private IEnumerable<DateOnly> ChangeDays(EligibilityFile file) => 
    [
        .. _packDays,
        .. PractitionerChangeDays.Of(file.Actor.Person, _leaveLimits),
        .. AuthorisationChangeDays.Of(file.Actor.Authorisations, file.Actor.Person.SpecialtyPeriods, _absenceLimits),
        .. IAgreementDirectory.ChangeDays(file.Actor.Agreements),
        .. new[] { file.Deployment.Scope.ReassessFrom, file.Deployment.Scope.NoGreatInfluence?.SignedOn }.OfType<DateOnly>(),
    ];

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
