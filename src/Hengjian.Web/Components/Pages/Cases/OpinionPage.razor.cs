using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Eligibility;
using Hengjian.Governance.Cases.Opinions;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Api;
using Hengjian.Web.Components.Layout;
using Hengjian.Web.Components.Pages.Readings;
using Hengjian.Web.Components.Design;
using Microsoft.AspNetCore.Components;
using OpinionView = Hengjian.Governance.Cases.Views.OpinionView;

namespace Hengjian.Web.Components.Pages.Cases;

/// <summary>A physician reads and signs. The protocol and what the reader already signed fix the phase; an own current opinion can only be superseded.</summary>
public sealed partial class OpinionPage
{
    /// <summary>People whose eligibility is asked for when helpers are looked for.</summary>
    private const int MostAsked = 20;

    private ReadingPhase _phase;
    private OpinionView? _own;
    private EligibilityAnswer? _eligibility;
    private IReadOnlyList<Decision> _known = [];
    private IReadOnlyList<Choice> _labels = [];
    private IReadOnlyList<Choice> _roles = [];
    private IReadOnlyList<Choice> _yesNo = [];
    private IReadOnlyList<HelperView> _helpers = [];
    private bool _aiShown;
    private int _needed = 2;

    [SupplyParameterFromQuery(Name = "ai")]
    private string? ShowAi { get; set; }

    [Inject]
    private SignOpinion Act { get; set; } = null!;

    [Inject]
    private EligibilityQuestion Eligibility { get; set; } = null!;

    [Inject]
    private People People { get; set; } = null!;

    [Inject]
    private CaseParameters Parameters { get; set; } = null!;

    [Inject]
    private PageContext Frame { get; set; } = null!;

    /// <summary>A draft of the report, which needs no eligibility.</summary>
    private bool _draft;
    private string _ticket = "";

    [SupplyParameterFromQuery(Name = "draft")]
    private string? AsDraft { get; set; }

    [Inject]
    private ReadingTickets Tickets { get; set; } = null!;

    private string Title => _draft ? Words.Act(CaseEvent.SaveDraft) : L["Opinion.Title." + (Case!.WithoutAi ? "WithoutAi" : _phase.ToString())];

    private bool Offers => Offered(_draft ? CaseEvent.SaveDraft : _phase == ReadingPhase.BeforeAi ? CaseEvent.GiveOpinionBeforeAi : CaseEvent.GiveOpinion) is { Mine: true };

    /// <summary>Whether the form asks how the opinion relates to the AI result: only where the reader has it in view.</summary>
    private bool AsksAgreement => _phase == ReadingPhase.AfterAi && Case is { WithoutAi: false, AiHidden: false } && _aiShown && Case.AiResults.Any(r => r.Label is not null);

    /// <inheritdoc/>
    protected override async Task LoadAsync(CaseView found)
    {
        var mine = found.Opinions.Where(o => o.PractitionerId == Caller.PractitionerId && o is { SupersededBy: null, Draft: false }).ToList();
        _draft = AsDraft == "1";
        _ticket = Tickets.Issue(Caller, Id);
        _phase = found is { Protocol: ReadingProtocol.BlindFirst, WithoutAi: false } && mine.All(o => o.Phase != ReadingPhase.BeforeAi) ? ReadingPhase.BeforeAi : ReadingPhase.AfterAi;
        _own = _draft ? null : mine.FirstOrDefault(o => o.Phase == _phase);
        _needed = Parameters.MinimumPhysicians(Seat is null ? Frame.InstitutionCode : Seat.Code, Clock.GetUtcNow());
        _labels = [.. found.Deployment.Labels.Select(l => new Choice(l.Code, l.Display))];
        _roles = [.. Enum.GetValues<OpinionRole>().Reverse().Select(r => new Choice(CodeName.Of(r), L["OpinionRole." + r]))];
        _yesNo = [new("true", T["Yes"]), new("false", T["No"])];
        _aiShown = found.Protocol != ReadingProtocol.Concurrent || ShowAi == "1" || CaseAiCards.Asked(Form);
        if (_phase == ReadingPhase.AfterAi && _aiShown && !found.AiHidden && found.AiResults.Count > 0)
        {
            AccessLog.Read(ReadRequest, "AiResult", found.AiResults.Select(r => r.Id));
        }

        _eligibility = Caller.PractitionerId is { } self ? await Eligibility.AskAsync(Caller, self, found.Deployment.Id, PractitionerAct.Opinion, null, null, Aborted) : null;
        _known = [.. Offers && !_draft ? Known(found) : []];
        if (_eligibility is { Eligible: false } && !_draft)
        {
            _helpers = await HelpersAsync(found);
        }
    }

    /// <summary>Decisions that are known to refuse an opinion now, before anything is entered.</summary>
    private IEnumerable<Decision> Known(CaseView found) =>
        (_eligibility?.Decisions.Where(d => d.Blocks) ?? [])
        .Concat(found.BlockedBy.Where(d => d.Blocks && (d.Clause == ClauseIds.InformedConsent || (d.Clause == ClauseIds.Operator && _phase == ReadingPhase.AfterAi))));

    /// <summary>Readers of the case who may sign, for one who may not.</summary>
    private async Task<IReadOnlyList<HelperView>> HelpersAsync(CaseView found)
    {
        var readers = found.Readers.Select(r => r.Id.ToString("D")).ToHashSet();
        var people = await People.ChoicesAsync(Caller, Governance.Practitioners.Contracts.PractitionerKind.Physician, Aborted);
        var helpers = new List<HelperView>();
        foreach (var person in people.Where(p => readers.Count == 0 || readers.Contains(p.Value)).Take(MostAsked))
        {
            if (await Eligibility.AskAsync(Caller, Guid.Parse(person.Value), found.Deployment.Id, PractitionerAct.Opinion, null, null, Aborted) is { Eligible: true })
            {
                helpers.Add(new HelperView(person.Text, L["Opinion.HelperNote"]));
            }
        }

        return [.. helpers.Take(6)];
    }

    private IReadOnlyList<MendLink>? Mends(Decision decision) => decision.Clause switch
    {
        ClauseIds.PracticeLicence or ClauseIds.SpecialtyYears or ClauseIds.PhysicianTraining when Caller.PractitionerId is { } self && Caller.Can(Permission.RegistersRead) =>
            [new MendLink(L["Mend.Record"], $"/practitioners/{self:D}", "calendar")],
        ClauseIds.OperatingRules when Seat is not null => [new MendLink(L["BackToCase"], Home, "book")],
        ClauseIds.InformedConsent when Offered(CaseEvent.RecordConsent) is { Mine: true } => [new MendLink(Words.Act(CaseEvent.RecordConsent), $"/cases/{Id:D}/consent", "pen")],
        _ => null,
    };

    private SignView Sign => new($"{Page.UserName} · {Page.UserSubtitle}")
    {
        Checks = [.. (_eligibility?.Decisions ?? []).Where(d => d.Outcome != ClauseOutcome.NotApplicable).Select(Decided.Tick)],
        What =
        [
            new(L["Sign.Act"], Words.Join([L["Sign.Opinion"], Case!.WithoutAi ? L["WithoutAi"] : Words.Phase(_phase)])),
            new(L["Conclusion"], Case.Label(Form.Text("label")) ?? L["Sign.NotYetChosen"]),
            new(L["Confidence"], Form.Text("confidence") ?? L["Sign.NotYetChosen"]),
            new(L["Sign.Shown"], Shown()),
            new(L["Sign.Decisions"], L["Sign.DecisionsOf", _eligibility?.Decisions.Count(d => d.Outcome == ClauseOutcome.Satisfied) ?? 0, _eligibility?.Decisions.FirstOrDefault()?.Pack ?? ""]),
        ],
    };

    private string Shown()
    {
        if (_phase == ReadingPhase.BeforeAi || Case!.WithoutAi || Case.AiResults.LastOrDefault(r => r.Status is AiResultStatus.Accepted or AiResultStatus.AwaitingOperator) is not { } result)
        {
            return L["Sign.AiNotShown"];
        }

        return L["Sign.AiShown", $"{result.Algorithm?.Name} {result.Algorithm?.Version}", result.ContentHash is { Length: >= 12 } hash ? hash[..12] : "–"];
    }

    private async Task SubmitAsync()
    {
        if (Form.Text("preview") is not null || Form.Text(CaseAiCards.Reveal) is not null)
        {
            return;
        }

        await ActAsync(
            new OpinionRequest
            {
                Label = Form.Text("label"),
                Confidence = Form.Whole("confidence"),
                AgreesWithAi = Form.YesNo("agreesWithAi"),
                OverrideReason = Form.Text("overrideReason"),
                OverrideCode = Form.Text("overrideCode"),
                Fields = ReadingForm.Fields(Form, Case!.Deployment.Reading),
                ReadingTicket = Form.Text("readingTicket"),
                CriticalValue = Form.IsChecked("criticalValue"),
                Draft = _draft,
                SecondsSpent = Form.Number("secondsSpent"),
                Phase = _phase,
                Role = _draft ? OpinionRole.Report : Form.Code<OpinionRole>("role") ?? OpinionRole.Independent,
                UseConfirmed = Form.IsChecked("useConfirmed"),
                Provisional = Form.IsChecked("provisional"),
                Supersedes = Form.Id("supersedes"),
                Reason = Form.Text("reason"),
                Signature = Signature,
            },
            Act.HandleAsync,
            _draft ? "draft" : _own is null ? "opinion" : "superseded");
    }
}
