using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Safety.Domain;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Safety.Reporting;

/// <summary>
/// Reports an adverse event, with or without a case. An anonymous one is written by the institution itself: no author, no request id and no idempotency row stand behind
/// it, and of its time only the hour is kept.
/// </summary>
public sealed class ReportAdverseEvent(
    IWriter writer, Database database, ICaseDirectory cases, IDeploymentDirectory deployments, IInstitutionRegister institutions, INotices notices, RegulationCatalog catalog)
{
    /// <summary>The actor that the ledger names for an anonymous act: somebody of the institution.</summary>
    internal const string AnonymousActor = "anonymous";

    public async Task<Outcome<EventReported>> HandleAsync(Guid? caseId, AdverseEventRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        // Sight of the case is the reporter's; what is written afterwards may be nobody's.
        Guid? deployment = request.DeploymentId;
        await using (var db = database.Read(context.Caller.InstitutionId))
        {
            if (caseId is { } id)
            {
                if (await cases.FindAsync(db, context.Caller, id, cancellationToken) is not { Study: false } found)
                {
                    return new NotFound("case");
                }

                deployment = found.DeploymentId;
            }
            else if (deployment is { } named && await deployments.FindAsync(db, named, cancellationToken) is null)
            {
                return new Invalid("deploymentId", "field.unknownReference");
            }
        }

        var acting = request.Anonymous ? new WriteRequest(Caller.System(context.Caller.InstitutionId) with { Name = AnonymousActor }) : context;
        return await writer.WriteAsync<EventReported>(acting, (scope, ct) => ReportAsync(caseId, deployment, request, scope, ct), cancellationToken);
    }

    private async Task<Outcome<EventReported>> ReportAsync(Guid? caseId, Guid? deployment, AdverseEventRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        Check(request, scope.Now, errors);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var parameters = catalog.Parameters(ClauseIds.EventTimes, scope.Now, await institutions.CreditCodeAsync(scope.Db, cancellationToken));
        var reportedAt = request.Anonymous ? Hour(scope.Now) : scope.Now;
        var row = new AdverseEvent
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Number = await NumberAsync(scope, cancellationToken),
            Kind = request.Kind!.Value,
            Grade = request.Grade!.Value,
            Harm = request.Harm!.Value,
            Causality = request.Causality!.Value,
            OccurredAt = request.OccurredAt!.Value,
            CaseId = caseId,
            DeploymentId = deployment,
            Udi = Trimmed(request.Udi),
            Lot = Trimmed(request.Lot),
            Device = Trimmed(request.Device),
            Anonymous = request.Anonymous,
            ReportedBy = request.Anonymous ? null : scope.Caller.Id,
            ReportedAt = reportedAt,
            InvestigationDueOn = EventTerms.Of(request.Grade!.Value, parameters).InvestigationDueOn(reportedAt),
            Suspension = deployment is not null && request.Grade is EventGrade.I or EventGrade.II ? SuspensionProposal.Proposed : SuspensionProposal.None,
        };
        row.Description = scope.Database.Fields.Protect(scope.InstitutionId, "description", row.Id, request.Description!.Trim())!;
        scope.Db.Add(row);
        scope.Record("adverseEvent.reported", nameof(AdverseEvent), row.Id);
        if (caseId is { } subject)
        {
            scope.Record("case.adverseEvent.reported", "Case", subject);
        }

        if (row.Suspension == SuspensionProposal.Proposed)
        {
            await notices.RaiseAsync(
                scope,
                new NoticeDraft("suspensionProposed", row.Id, row.Number, $"/adverse-events/{row.Id:D}", Role.GovernanceOfficer, $"suspensionProposed:{row.Id:D}"),
                cancellationToken);
        }

        return new EventReported(row.Id, row.Number, row.State, row.InvestigationDueOn, row.Suspension);
    }

    private static void Check(AdverseEventRequest request, DateTimeOffset now, FieldErrors errors)
    {
        errors.Require(request.Kind is not null, "kind", "field.required");
        errors.Require(request.Grade is not null, "grade", "field.required");
        errors.Require(request.Harm is not null, "harm", "field.required");
        errors.Require(request.Causality is not null, "causality", "field.required");
        errors.Require(request.OccurredAt is not null, "occurredAt", "field.required");
        errors.Past("occurredAt", request.OccurredAt, now);
        errors.Text("description", request.Description, 4000);
        errors.Text("udi", request.Udi, 200, required: false);
        errors.Text("lot", request.Lot, 40, required: false);
        errors.Text("device", request.Device, 200, required: false);
        errors.Require(request.Harm is not HarmSeverity.Death || request.Grade is null or EventGrade.I, "grade", "safety.deathIsGradeI");
        errors.Require(request.Kind is not EventKind.NearMiss || request.Harm is null or HarmSeverity.None, "harm", "safety.nearMissHarmsNobody");
        errors.Require(!request.Anonymous || request.Kind == EventKind.NearMiss || request.Grade is null or EventGrade.III or EventGrade.IV, "anonymous", "safety.anonymousOnlyLight");
    }

    private static async Task<string> NumberAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        var year = ShanghaiDay.Of(scope.Now).Year;
        var serial = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"adverse-event-{year}"), cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"AE-{year}-{serial:0000}");
    }

    private static DateTimeOffset Hour(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerHour));

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
