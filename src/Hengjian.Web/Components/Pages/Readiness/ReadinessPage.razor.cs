using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Readiness.Evaluation;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Components.Design;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Readiness;

/// <summary>Each clause on a deployment with its facts, what is missing and where it is mended; the people and the equipment behind it, and how it stood over time.</summary>
public sealed partial class ReadinessPage
{
    private const int MostPeople = 60;
    private static readonly TimeSpan Shown = TimeSpan.FromDays(90);

    private DeploymentView? _deployment;
    private ReadinessAnswer? _answer;
    private IReadOnlyList<ReadinessPeriod> _periods = [];
    private IReadOnlyList<ClauseRow> _rows = [];
    private IReadOnlyList<NumberRow> _numbers = [];
    private IReadOnlyList<StaffLine> _people = [];
    private ReadinessRunView? _run;
    private string? _newCasesUntil;
    private bool _newCasesRefused;
    private DateTimeOffset _now;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private Deployments Register { get; set; } = null!;

    [Inject]
    private DeploymentReadiness Readiness { get; set; } = null!;

    private sealed record ClauseRow(DecisionView View, Tone Tone, string Text);

    private sealed record NumberRow(PractitionerAct Act, long Today, long Least, string? AheadOn, long AheadCount);

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        _now = Clock.GetUtcNow();
        _deployment = await Register.FindAsync(Caller, Id, Aborted);
        _answer = _deployment is null or { Stage: DeploymentStage.Study } ? null : await Readiness.AnswerAsync(Caller, Id, Aborted);
        if (_answer is not { } answer)
        {
            Navigation.NotFound();
            return;
        }

        _periods = [.. (await Readiness.PeriodsAsync(Caller, Id, _now - Shown, Aborted)).Reverse()];
        _run = await Readiness.LastRunAsync(Caller, Aborted);
        var newCases = await Readiness.NewCasesAsync(Caller, Id, Aborted);
        (_newCasesUntil, _newCasesRefused) = (newCases?.Facts.GetValueOrDefault("newCasesUntil") as string, newCases?.Blocks == true);
        var names = answer.People.ToDictionary(p => p.PractitionerId.ToString("D"), p => p.Name, StringComparer.OrdinalIgnoreCase);
        _rows = [.. answer.Decisions.Select(d => Row(d, names))];
        var staff = answer.Decisions.First(d => d.Clause == ClauseIds.DepartmentStaff).Facts;
        _numbers = [Number(staff, PractitionerAct.Opinion, "eligiblePhysicians"), Number(staff, PractitionerAct.Operate, "eligibleOperators"), Number(staff, PractitionerAct.FinalDiagnosis, "eligibleClinicians")];
        _people = [.. answer.People.OrderByDescending(p => p.Answers.Count(a => a.May)).ThenByDescending(p => p.OfDepartment).ThenBy(p => p.Name, StringComparer.Ordinal).Take(MostPeople)];
    }

    private static Tone ToneOf(ReadinessOutcome outcome) => outcome switch
    {
        ReadinessOutcome.Ready => Tone.Ok,
        ReadinessOutcome.AtRisk => Tone.Warn,
        _ => Tone.Bad,
    };

    private static NumberRow Number(IReadOnlyDictionary<string, object?> facts, PractitionerAct act, string key)
    {
        var short1 = facts.GetValueOrDefault("gapAct") as string == CodeName.Of(act);
        return new NumberRow(
            act,
            facts.GetValueOrDefault(key + "Count") as long? ?? 0,
            facts.GetValueOrDefault(key + "Minimum") as long? ?? 0,
            short1 ? facts.GetValueOrDefault("gapOn") as string : null,
            short1 ? facts.GetValueOrDefault("gapCount") as long? ?? 0 : 0);
    }

    private ClauseRow Row(Decision decision, Dictionary<string, string> names)
    {
        var view = Decided.Of(decision, names.GetValueOrDefault, decision.Outcome == ClauseOutcome.NotSatisfied ? Mends(decision.Clause) : []);
        if (decision.Facts.GetValueOrDefault("gapOn") is string gap)
        {
            return new ClauseRow(view with { Mends = Mends(decision.Clause) }, Tone.Warn, L["FallsShort", gap]);
        }

        return decision.Outcome switch
        {
            ClauseOutcome.Satisfied => new ClauseRow(view, Tone.Ok, Design["Outcome.Met"]),
            ClauseOutcome.NotSatisfied when decision.Blocks => new ClauseRow(view, Tone.Bad, Design["Outcome.NotMet"]),
            ClauseOutcome.NotSatisfied => new ClauseRow(view, Tone.Warn, Design["Outcome.Warning"]),
            _ => new ClauseRow(view, Tone.None, Design["Outcome.NotApplicable"]),
        };
    }

    [Inject]
    private Microsoft.Extensions.Localization.IStringLocalizer<Resources.DesignText> Design { get; set; } = null!;

    /// <summary>Where what a clause misses is mended, as far as this user may.</summary>
    private IReadOnlyList<MendLink> Mends(string clause)
    {
        (string Key, string Href, Permission Needed)[] places = clause switch
        {
            ClauseIds.InstitutionFit =>
            [
                ("Mend.Institution", $"/institutions/{Caller.InstitutionId:D}/edit", Permission.InstitutionsWrite),
                ("Mend.Motion", $"/motions/new?subjectKind=deployment&subjectId={Id:D}", Permission.MotionsWrite),
            ],
            ClauseIds.ClinicalDepartment or ClauseIds.ImagingDepartment or ClauseIds.LaboratoryDepartment =>
            [
                _deployment!.DepartmentId is { } department
                    ? ("Mend.Department", $"/departments/{department:D}", Permission.InstitutionsWrite)
                    : ("Mend.DeploymentDepartment", $"/deployments/{Id:D}/edit", Permission.DeploymentsWrite),
                ("Mend.Equipment", "/equipment", Permission.RegistersRead),
                ("Mend.People", "/practitioners", Permission.RegistersRead),
            ],
            ClauseIds.DepartmentStaff => [("Mend.People", "/practitioners", Permission.RegistersRead)],
            _ => [("Mend.Technology", $"/technologies/{_deployment!.TechnologyId:D}", Permission.RegistersRead)],
        };
        return [.. places.Where(p => Caller.Can(p.Needed)).Select(p => new MendLink(L[p.Key], p.Href))];
    }
}
