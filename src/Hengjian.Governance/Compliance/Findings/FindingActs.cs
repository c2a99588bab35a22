using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Compliance.Domain;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Compliance.Findings;

/// <summary>What is written about a finding.</summary>
public sealed record FindingTextRequest
{
    /// <summary>1 to 4,000 characters.</summary>
    public string? Text { get; init; }
}

/// <summary>An act on a finding that needs no words.</summary>
public sealed record FindingTakeRequest;

/// <summary>Taking a finding on, explaining it, sending an explanation back, and closing it with evidence. Who explained does not close.</summary>
public sealed class FindingActs(IWriter writer, IPractitionerPlaces places, IDocumentDirectory documents, RegulationCatalog catalog, IInstitutionRegister institutions)
{
    internal const string DocumentKind = "finding";

    public Task<Outcome<Created>> TakeAsync(Guid id, FindingTakeRequest request, WriteRequest context, CancellationToken cancellationToken) => RunAsync(
        id, context, [FindingState.Open], (scope, finding, _) =>
        {
            if (finding.TakenBy == scope.Caller.Id)
            {
                return Task.FromResult<Refusal?>(new Conflict("compliance.takenAlready"));
            }

            finding.TakenBy = scope.Caller.Id;
            FindingTrail.Add(scope, finding, FindingStep.Taken, null);
            return Task.FromResult<Refusal?>(null);
        }, cancellationToken);

    public Task<Outcome<Created>> ExplainAsync(Guid id, FindingTextRequest request, WriteRequest context, CancellationToken cancellationToken) => WithTextAsync(
        id, request, context, [FindingState.Open, FindingState.Explained], async (scope, finding, ct) =>
        {
            (finding.State, finding.ExplainedBy) = (FindingState.Explained, scope.Caller.Id);
            finding.TakenBy ??= scope.Caller.Id;
            var days = catalog.Parameters(ClauseIds.Findings, scope.Now, await institutions.CreditCodeAsync(scope.Db, ct)).Int("closeDays");
            finding.DueAt = finding.OpenedAt.AddDays(days);
            FindingTrail.Add(scope, finding, FindingStep.Explained, request.Text);
            return null;
        }, cancellationToken);

    public Task<Outcome<Created>> ReturnAsync(Guid id, FindingTextRequest request, WriteRequest context, CancellationToken cancellationToken) => WithTextAsync(
        id, request, context, [FindingState.Explained], async (scope, finding, ct) =>
        {
            finding.State = FindingState.Open;
            finding.DueAt = scope.Now.AddDays(catalog.Parameters(ClauseIds.Findings, scope.Now, await institutions.CreditCodeAsync(scope.Db, ct)).Int("explainDays"));
            FindingTrail.Add(scope, finding, FindingStep.Returned, request.Text);
            return null;
        }, cancellationToken);

    /// <summary>Closes an explained finding. The evidence is what is written; where the pack asks for it a document is attached too.</summary>
    public Task<Outcome<Created>> CloseAsync(Guid id, FindingTextRequest request, WriteRequest context, CancellationToken cancellationToken) => WithTextAsync(
        id, request, context, [FindingState.Explained], async (scope, finding, ct) =>
        {
            if (finding.ExplainedBy == scope.Caller.Id)
            {
                return new Conflict("compliance.ownExplanation");
            }

            var terms = catalog.Parameters(ClauseIds.Findings, scope.Now, await institutions.CreditCodeAsync(scope.Db, ct));
            if (terms.Bool("documentNeeded") && (await documents.CountAsync(scope.Db, DocumentKind, finding.Id, ShanghaiDay.Of(scope.Now), ct)).Count == 0)
            {
                return new Conflict("compliance.documentNeeded");
            }

            (finding.State, finding.EndedAt) = (FindingState.Closed, scope.Now);
            FindingTrail.Add(scope, finding, FindingStep.Closed, request.Text);
            return null;
        }, cancellationToken);

    private Task<Outcome<Created>> WithTextAsync(
        Guid id,
        FindingTextRequest request,
        WriteRequest context,
        FindingState[] from,
        Func<WriteScope, Finding, CancellationToken, Task<Refusal?>> act,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("text", request.Text, 4000);
        return errors.Any ? Task.FromResult<Outcome<Created>>(errors.ToRefusal()) : RunAsync(id, context, from, act, cancellationToken);
    }

    private Task<Outcome<Created>> RunAsync(
        Guid id, WriteRequest context, FindingState[] from, Func<WriteScope, Finding, CancellationToken, Task<Refusal?>> act, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var sight = await FindingSight.OfAsync(scope.Db, scope.Caller, places, ct);
            if (await sight.Visible(scope.Db.Set<Finding>()).FirstOrDefaultAsync(f => f.Id == id, ct) is not { } finding)
            {
                return new NotFound("finding");
            }

            if (!from.Contains(finding.State))
            {
                return new Conflict("compliance.stateForbids", new Dictionary<string, string> { ["state"] = CodeName.Of(finding.State) });
            }

            return await act(scope, finding, ct) is { } refusal ? refusal : new Created(finding.Id);
        },
        cancellationToken);
}
