using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Opinions;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Cases.Readings;

/// <summary>危急值 as it was told.</summary>
public sealed record CriticalValueRequest
{
    /// <summary>What was found.</summary>
    public string? Finding { get; init; }

    /// <summary>When; absent: when the opinion that marks it was signed, else when it was told.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>Who was told: name, and post or department.</summary>
    public string? ToldTo { get; init; }

    public CriticalValueChannel? Channel { get; init; }

    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>What the other side read back.</summary>
    public string? ReadBack { get; init; }
}

/// <summary>Records that a critical value was told, to whom, when, and what was read back (practice.md 4). HP-4.1 says whether it was in time.</summary>
public sealed class ReportCriticalValue(CaseActs acts, INotices notices)
{
    public Task<Outcome<CasePartAnswer>> HandleAsync(Guid caseId, CriticalValueRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        acts.RunAsync<CasePartAnswer>(caseId, context, CaseEvent.ReportCriticalValue, (act, ct) => ReportAsync(act, request, ct), cancellationToken);

    private async Task<Outcome<CasePartAnswer>> ReportAsync(CaseAct act, CriticalValueRequest request, CancellationToken cancellationToken)
    {
        if (act.Caller.PractitionerId is not { } self || !CaseReach.IsReader(act.Case, self))
        {
            return new NotFound("case");
        }

        var found = request.FoundAt ?? act.File.CurrentOpinions.FirstOrDefault(o => o.CriticalValue)?.SignedAt ?? request.ToldAt;
        var errors = new FieldErrors();
        errors.Text("finding", request.Finding, 2000);
        errors.Text("toldTo", request.ToldTo, 200);
        errors.Text("readBack", request.ReadBack, 2000, required: false);
        errors.Require(request.Channel is not null, "channel", "field.required");
        errors.Require(request.ToldAt is not null, "toldAt", "field.required");
        errors.Past("toldAt", request.ToldAt, act.Now);
        errors.Past("foundAt", request.FoundAt, act.Now);
        errors.Require(found is null || request.ToldAt is null || found <= request.ToldAt, "toldAt", "reading.toldBeforeFound");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var report = act.Add(new CriticalValueReport
        {
            Id = act.Scope.NewId(),
            CaseId = act.Case.Id,
            PractitionerId = self,
            FoundAt = StoredInstant.Truncate(found!.Value),
            Channel = request.Channel!.Value,
            ToldAt = StoredInstant.Truncate(request.ToldAt!.Value),
            RecordedAt = act.Now,
        });
        report.Finding = act.Protect("finding", report.Id, request.Finding!.Trim())!;
        report.ToldTo = act.Protect("told_to", report.Id, request.ToldTo!.Trim())!;
        report.ReadBack = act.Protect("read_back", report.Id, string.IsNullOrWhiteSpace(request.ReadBack) ? null : request.ReadBack.Trim());
        if (report.ReadBack is not null)
        {
            await notices.CloseAsync(act.Scope, NightWatch.NotTold, act.Case.Id, cancellationToken);
        }

        act.Move(CaseEvent.ReportCriticalValue, act.Case.State);
        act.Scope.Record("case.criticalValue.told", nameof(Case), act.Case.Id);
        OpinionActs.NoteAtHome(act, "remote.criticalValue.told", nameof(CriticalValueReport), report.Id);
        return new CasePartAnswer(report.Id, act.Case.State);
    }
}
