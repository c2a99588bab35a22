using Hengjian.Web.Localization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Eligibility;
using Hengjian.Governance.Cases.Views;
using Hengjian.Web.Api;
using Hengjian.Web.Components.Layout;
using Hengjian.Web.Components.Design;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Cases;

/// <summary>One case: who and what, where it stands, what comes next and by whom, why it is blocked, and all that was recorded on it.</summary>
public sealed partial class CaseDetailPage
{
    private IReadOnlyList<TimeLineEntry> _records = [];
    private IReadOnlyDictionary<string, string> _actors = new Dictionary<string, string>();
    private readonly Dictionary<Guid, SignatureCheck> _signatures = [];
    private IReadOnlyList<NextStep> _steps = [];
    private IReadOnlyList<NextStep> _others = [];
    private IReadOnlyList<DecisionView> _blocked = [];
    private NextStep? _lead;
    private NextStep? _primary;
    private bool _aiShown;
    private long? _ledger;
    private Guid? _lastRecord;
    private string? _done;
    private int _needed = 2;

    [SupplyParameterFromQuery(Name = "ai")]
    private string? ShowAi { get; set; }

    [SupplyParameterFromQuery(Name = "done")]
    private string? Done { get; set; }

    [Inject]
    private IActorNames Actors { get; set; } = null!;

    [Inject]
    private ISignatureVerification Signatures { get; set; } = null!;

    [Inject]
    private EligibilityQuestion Eligibility { get; set; } = null!;

    [Inject]
    private CaseParameters Parameters { get; set; } = null!;

    [Inject]
    private PageContext Frame { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CaseView found)
    {
        _needed = Parameters.MinimumPhysicians(Frame.InstitutionCode, Clock.GetUtcNow());
        _records = await Queries.TimeLineAsync(Caller, Id, Aborted);
        _actors = await Actors.FindAsync(Caller.InstitutionId, [.. _records.Select(r => r.ActorId).Distinct()], Aborted);
        _lastRecord = _records.Count == 0 ? null : _records[^1].RecordId;
        _ledger = _records.Count == 0 ? null : _records[^1].LeafIndex;
        var signed = found.Opinions.Select(o => o.SignatureId).OfType<Guid>().Concat(found.Resolutions.Select(r => r.SignatureId)).Concat(found.FinalDiagnoses.Select(d => d.SignatureId).OfType<Guid>());
        foreach (var id in signed)
        {
            if (await Signatures.VerifyAsync(Caller.InstitutionId, id, Aborted) is { } check)
            {
                _signatures[id] = check;
            }
        }

        ReadAi(found);
        var plan = new CasePlan(found, Caller, Words, L, await EligibleAsync(found));
        _steps = plan.Steps;
        _others = plan.Others;
        _lead = _steps.Count > 0 ? _steps[0] : null;
        _primary = _steps.FirstOrDefault(s => s is { Mine: true, Href: not null });
        _blocked = [.. found.BlockedBy.Select(d => Decided.Of(d, Word, plan.Mends(d)))];
        _done = Done is { Length: > 0 } done && L["Done." + done] is { ResourceNotFound: false } text ? text.Value : null;
    }

    /// <summary>In the concurrent protocol the AI result shows when the reader asks for it, and that is on record.</summary>
    private void ReadAi(CaseView found)
    {
        var onRequest = found.Protocol == ReadingProtocol.Concurrent && Caller.Can(Permission.OpinionsSign);
        _aiShown = !onRequest || ShowAi == "1";
        if (onRequest && _aiShown && !found.AiHidden)
        {
            AccessLog.Read(Body.Request(Http), "AiResult", found.AiResults.Select(r => r.Id));
        }
    }

    /// <summary>Whether this physician may give opinions here; null for people who give none, or where none is to be given.</summary>
    private async Task<EligibilityAnswer?> EligibleAsync(CaseView found) =>
        Caller is { PractitionerId: { } self } caller && found.Next.Any(n => n is { Mine: true, Act: CaseEvent.GiveOpinion or CaseEvent.GiveOpinionBeforeAi })
            ? await Eligibility.AskAsync(caller, self, found.Deployment.Id, PractitionerAct.Opinion, null, null, Aborted)
            : null;

    private string? LedgerHref(Guid? record) => record is { } id && Caller.Can(Permission.LedgerRead) ? $"/ledger/records/{id:D}" : null;

    private List<TimeLineItem> TimeLineItems(CaseView found)
    {
        var items = _records.Select(r => new TimeLineItem(Title(r.Action), LocalTime.Second(r.At), Mark(r.Action))
        {
            DateTime = r.At.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            Text = _actors.TryGetValue(r.ActorId, out var name) ? L["TimeLine.By", name] : L["TimeLine.BySystem"],
            Ledger = r.LeafIndex,
            LedgerHref = LedgerHref(r.RecordId),
        }).ToList();
        if (_lead is { } next)
        {
            items.Add(new TimeLineItem(next.Text, null, TimeLineMark.Now) { Text = next.Who });
        }

        return items;
    }

    private string Title(string action) => L["Action." + action] is { ResourceNotFound: false } text ? text.Value : action;

    private static TimeLineMark Mark(string action) => action switch
    {
        "case.aiFailed" or "case.cancelled" or "case.disagreed" => TimeLineMark.Bad,
        "case.opinion.superseded" or "case.finalDiagnosis.corrected" or "case.reopened" => TimeLineMark.Changed,
        "case.aiResult.shadow" or "case.aiResult.keptApart" or "case.aiResult.awaitingConsent" => TimeLineMark.Skipped,
        _ => TimeLineMark.Done,
    };
}
