using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Eligibility;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Cases;

/// <summary>What may be done with a case, worded for one viewer: the steps that lead on, the viewer's own first, and beside them what else the viewer may do.</summary>
internal sealed class CasePlan
{
    private static readonly CaseEvent[] BesideTheWay = [CaseEvent.RequestIndicationOverride, CaseEvent.WithdrawConsent, CaseEvent.StartProcedure, CaseEvent.SaveDraft, CaseEvent.ReportCriticalValue, CaseEvent.AssignReaders, CaseEvent.ReportAiFailure, CaseEvent.AddReference, CaseEvent.Cancel, CaseEvent.Reopen];

    private readonly CaseView _case;
    private readonly Caller _caller;
    private readonly CaseWords _words;
    private readonly IStringLocalizer<CasesText> _texts;
    private readonly EligibilityAnswer? _eligibility;

    public CasePlan(CaseView subject, Caller caller, CaseWords words, IStringLocalizer<CasesText> texts, EligibilityAnswer? eligibility)
    {
        _case = subject;
        _caller = caller;
        _words = words;
        _texts = texts;
        _eligibility = eligibility;
        var leading = subject.Next.Where(n => !IsBeside(n)).ToList();
        Steps =
        [
            .. leading.Select(Step).OrderByDescending(s => s is { Mine: true, Href: not null }),
            .. Later(leading),
        ];
        Others = [.. subject.Next.Where(n => IsBeside(n) && n.Mine).Select(n => new NextStep(Text(n), "") { Mine = true, Href = Href(n.Act) })];
    }

    public IReadOnlyList<NextStep> Steps { get; }

    public IReadOnlyList<NextStep> Others { get; }

    /// <summary>Where the viewer can mend what a decision misses.</summary>
    public IReadOnlyList<MendLink> Mends(Decision decision)
    {
        var mends = new List<MendLink>();
        var act = decision.Clause switch
        {
            ClauseIds.TwoPhysicians => _case.Next.FirstOrDefault(n => n is { Mine: true, Act: CaseEvent.GiveOpinion or CaseEvent.GiveOpinionBeforeAi or CaseEvent.Resolve }),
            ClauseIds.Weighing or ClauseIds.Indication => _case.Next.FirstOrDefault(n => n is { Mine: true, Act: CaseEvent.ConfirmIndication }),
            ClauseIds.InformedConsent or ClauseIds.AiUseConsent => _case.Next.FirstOrDefault(n => n is { Mine: true, Act: CaseEvent.RecordConsent }),
            ClauseIds.Operator => _case.Next.FirstOrDefault(n => n is { Mine: true, Act: CaseEvent.ConfirmAcquisition }),
            _ => null,
        };
        if (act is not null && !(act.Act == CaseEvent.GiveOpinion && HasOwnOpinion))
        {
            mends.Add(new MendLink(Text(act), Href(act.Act), "pen"));
        }

        if (decision.Clause == ClauseIds.ConsentScan && _caller.Can(Permission.ConsentsRecord))
        {
            mends.Add(new MendLink(_texts["Mend.Scan"], $"/cases/{_case.Id:D}/consent", "upload"));
        }

        if (decision.Clause is ClauseIds.Scope or ClauseIds.Embedded or ClauseIds.ApprovedDevice && _caller.Can(Permission.RegistersRead))
        {
            mends.Add(new MendLink(_texts["Mend.Deployment"], $"/deployments/{_case.Deployment.Id:D}", "layers"));
        }

        return mends;
    }

    private bool HasOwnOpinion => _case.Opinions.Any(o => o.PractitionerId == _caller.PractitionerId && o is { SupersededBy: null, Draft: false } && o.Phase == ReadingPhase.AfterAi);

    /// <summary>Corrections and acts that do not lead on stand beside the steps.</summary>
    private bool IsBeside(NextAct next) =>
        BesideTheWay.Contains(next.Act)
        || (next.Act == CaseEvent.SignFinalDiagnosis && _case.FinalDiagnoses.Count > 0)
        || (next.Act == CaseEvent.GiveOpinion && (HasOwnOpinion || _case.State == CaseState.OpinionIssued))
        || (next.Act == CaseEvent.ReceiveAiResult && _case.State != CaseState.Indicated)
        || (next.Act == CaseEvent.RecordConsent && _case.BlockedBy.All(d => d.Clause is not (ClauseIds.InformedConsent or ClauseIds.AiUseConsent)));

    private NextStep Step(NextAct next)
    {
        var refused = next.Act is CaseEvent.GiveOpinion or CaseEvent.GiveOpinionBeforeAi && _eligibility is { Eligible: false };
        var mine = next.Mine && !refused;
        var awaitsOperator = next.Act == CaseEvent.GiveOpinion && _case.BlockedBy.Any(d => d.Clause == ClauseIds.Operator);
        return new NextStep(Text(next), Who(next, mine))
        {
            Mine = mine,
            Href = next.Mine && !awaitsOperator ? Href(next.Act) : null,
            ActionText = _texts[refused ? "Go.Why" : "Go"],
            Note = Note(next, refused),
            StateText = awaitsOperator ? _texts["Step.AfterOperator"].Value : next.Mine ? null : _texts[_caller.Can(next.Permission) ? "Step.NotYours" : "Step.OtherRole"].Value,
            StateTone = awaitsOperator ? Tone.Warn : Tone.None,
        };
    }

    /// <summary>The final diagnosis is announced from the start: everybody sees where the case leads.</summary>
    private IEnumerable<NextStep> Later(List<NextAct> leading)
    {
        if (leading.Count > 0 && _case.FinalDiagnoses.Count == 0 && _case.State < CaseState.OpinionIssued)
        {
            yield return new NextStep(_words.Act(CaseEvent.SignFinalDiagnosis), Clinician) { Note = _texts["Step.AfterIssue"], StateText = _texts["Step.NotYet"] };
        }
    }

    private string? Note(NextAct next, bool refused) => next.Act switch
    {
        CaseEvent.GiveOpinion or CaseEvent.GiveOpinionBeforeAi when refused => _texts["Step.NotEligible"].Value,
        CaseEvent.GiveOpinion or CaseEvent.GiveOpinionBeforeAi when next.Mine && _eligibility is { Eligible: true } => _texts["Step.Eligible"].Value,
        _ when next.Clauses.Count > 0 => _texts["Step.Clauses", _words.Join(next.Clauses)].Value,
        _ => null,
    };

    private string Who(NextAct next, bool mine) => mine ? _texts["You"] : next.Act switch
    {
        CaseEvent.GiveOpinion or CaseEvent.GiveOpinionBeforeAi => _case.Readers.Count == 0 ? _texts["Readers.Pool"] : _words.Join(_case.Readers.Select(r => r.Name)),
        CaseEvent.SignFinalDiagnosis => Clinician,
        _ => _words.Roles(next.Roles),
    };

    private string Clinician => _case.Clinician?.Name ?? _texts["Clinician.Any"];

    private string Text(NextAct next) => next.Act switch
    {
        CaseEvent.SignFinalDiagnosis when _case.FinalDiagnoses.Count > 0 => _texts["Act.CorrectFinalDiagnosis"],
        CaseEvent.GiveOpinion when HasOwnOpinion => _texts["Act.SupersedeOpinion"],
        CaseEvent.GiveOpinion when _case.State == CaseState.OpinionIssued => _texts["Act.FurtherOpinion"],
        CaseEvent.GiveOpinion when _case.WithoutAi => _texts["Act.GiveOpinionWithoutAi"],
        _ => _words.Act(next.Act),
    };

    private string Href(CaseEvent act) => $"/cases/{_case.Id:D}/" + act switch
    {
        CaseEvent.ConfirmIndication => "indication",
        CaseEvent.RequestIndicationOverride or CaseEvent.SignIndicationOverride => "indication/override",
        CaseEvent.RecordConsent => "consent",
        CaseEvent.WithdrawConsent => "consent/withdrawal",
        CaseEvent.StartProcedure => "procedure-start",
        CaseEvent.ReceiveAiResult => "ai-result",
        CaseEvent.ReportAiFailure => "ai-failure",
        CaseEvent.ConfirmAcquisition => "acquisition",
        CaseEvent.GiveOpinion or CaseEvent.GiveOpinionBeforeAi => "opinion",
        CaseEvent.SaveDraft => "opinion?draft=1",
        CaseEvent.ReportCriticalValue => "critical-value",
        CaseEvent.AssignReaders => "readers",
        CaseEvent.Resolve => "resolution",
        CaseEvent.SignFinalDiagnosis => "final-diagnosis",
        CaseEvent.AddReference => "reference",
        CaseEvent.Report => "report",
        CaseEvent.Close => "closure",
        CaseEvent.Reopen => "reopening",
        _ => "cancellation",
    };
}
