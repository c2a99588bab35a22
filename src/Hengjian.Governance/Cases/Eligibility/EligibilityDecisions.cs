using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Eligibility;

/// <summary>What the question of eligibility is decided from: the person and the deployment, as known at one moment.</summary>
internal sealed record EligibilityFile(PractitionerFacts Person, DeploymentFile Deployment);

/// <summary>
/// The one place where the decisions on an act are gathered, and where the days are known on which they can change. Whatever is added to <see cref="Decide"/> adds the
/// days of its facts to <see cref="ChangeDays"/>.
/// </summary>
internal sealed class EligibilityDecisions(CaseDecisions rules, RegulationCatalog catalog)
{
    private readonly IReadOnlyList<DateOnly> _packDays = catalog.ChangeDays();
    private readonly DateOnly? _firstRuled = catalog.Packs.Where(p => p.Find(ClauseIds.PracticeLicence) is not null).Min(p => p.Effective.From);
    private readonly IReadOnlyList<int> _leaveLimits = catalog.ValuesOf("leaveOverMonths");

    public IReadOnlyList<Decision> Decide(EligibilityFile file, PractitionerAct act, DateTimeOffset at) => act switch
    {
        PractitionerAct.Operate => rules.Operator(file.Person, byDevice: false, file.Deployment.Needs, at),
        PractitionerAct.Opinion => rules.Eligibility(file.Person, file.Deployment.Needs, at),
        _ => [rules.FinalDiagnosis(ActorKind.Person, file.Person, file.Deployment.Needs, gaveOpinion: false, at)],
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
        var decisions = Decide(file, act, ShanghaiDay.Start(day));
        return new DayAnswer(MayAct(decisions), [.. decisions.Select(d => d.Facts.GetValueOrDefault("reachedOn") as string).OfType<string>().Select(Day)]);
    }

    private IEnumerable<DateOnly> ChangeDays(EligibilityFile file) => [.. _packDays, .. PractitionerChangeDays.Of(file.Person, _leaveLimits)];

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
