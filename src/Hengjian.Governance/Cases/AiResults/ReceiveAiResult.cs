using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.AiResults;

/// <summary>An AI result as interfaces.md names it.</summary>
public sealed record AiResultRequest
{
    public string? Label { get; init; }

    public double? Score { get; init; }

    public JsonElement? Findings { get; init; }

    public AlgorithmInput? Algorithm { get; init; }

    public DateTimeOffset? ProducedAt { get; init; }

    public Guid? OperatorId { get; init; }
}

public sealed record AlgorithmInput
{
    public string? Name { get; init; }

    public string? Version { get; init; }

    public string? Manufacturer { get; init; }

    public string? Udi { get; init; }
}

/// <summary>Acknowledgement: never the label or the score, whoever sent it (decisions.md 6).</summary>
public sealed record AiResultReceived(Guid Id, AiResultStatus Status, CaseState State)
{
    /// <summary>The same result was here already, and nothing was stored.</summary>
    public bool Repeated { get; init; }
}

/// <summary>
/// Receives an AI result through the API. A result of a version that is not admitted is kept in shadow, unseen by readers, and refused with the clauses; one
/// without a confirmed operator waits for an eligible one (R17-3.2b). One that comes before the consent is refused too and held, until the consent lets it in.
/// </summary>
public sealed class ReceiveAiResult(CaseActs acts, CaseDecisions rules, CaseActors actors, IIndicationGrounds grounds, IWriter writer, INotices notices)
{
    private const int LongestFindings = 256 * 1024;

    public Task<Outcome<AiResultReceived>> HandleAsync(Guid caseId, AiResultRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<AiResultReceived>(context, (scope, ct) => ReceiveAsync(caseId, request, scope, ct), cancellationToken);

    private async Task<Outcome<AiResultReceived>> ReceiveAsync(Guid caseId, AiResultRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        if (await acts.OpenAsync(scope, caseId, cancellationToken) is not { } act)
        {
            return new NotFound("case");
        }

        var errors = Check(request, act, scope.Now);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var arrival = new AiResultArrival(
            request.Label,
            request.Score,
            request.Findings is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } findings ? findings.GetRawText() : null,
            request.Algorithm!.Name,
            request.Algorithm.Version,
            request.Algorithm.Manufacturer,
            request.Algorithm.Udi,
            StoredInstant.Truncate(request.ProducedAt!.Value),
            "rest",
            null,
            HashOf(request));
        var operatorId = request.OperatorId ?? (scope.Caller.Kind == CallerKind.User ? scope.Caller.PractitionerId : null);
        return await StoreAsync(act, arrival, operatorId, cancellationToken);
    }

    /// <summary>Stores a result that arrived for an opened case, whatever way it came; the decisions are taken here for all ways.</summary>
    internal async Task<Outcome<AiResultReceived>> StoreAsync(CaseAct act, AiResultArrival arrival, Guid? operatorId, CancellationToken cancellationToken)
    {
        var same = act.File.AiResults.Find(r => r.ContentHash == arrival.ContentHash && r.Status is not (AiResultStatus.Unlinked or AiResultStatus.KeptApart));
        if (same is not null and not { Status: AiResultStatus.AwaitingConsent })
        {
            // The same result sent again: nothing is stored.
            return new AiResultReceived(same.Id, same.Status, act.Case.State) { Repeated = true };
        }

        if (act.Case.State == CaseState.Cancelled || HeldResults.IsLate(act.Case))
        {
            return await KeepAsync(act, arrival, AiResultStatus.KeptApart, [], null, cancellationToken);
        }

        if (act.Case.State == CaseState.Registered)
        {
            return new RuleRefused(rules.Indication(act.Case, act.Deployment, await grounds.OfAsync(act.Scope.Db, act.Deployment.Id, cancellationToken), act.Now));
        }

        if (CaseMachine.Find(act.Case.State, CaseEvent.ReceiveAiResult) is null)
        {
            return CaseActs.StateForbids(act.Case, CaseEvent.ReceiveAiResult);
        }

        var deployment = act.Deployment;
        var admitted = arrival.AlgorithmName == deployment.AlgorithmName && arrival.AlgorithmVersion == deployment.AlgorithmVersion;
        if (!admitted)
        {
            var refused = rules.UnadmittedVersion(deployment, arrival.AlgorithmName ?? "", arrival.AlgorithmVersion ?? "", act.Now);
            await KeepAsync(act, arrival, AiResultStatus.Shadow, refused, null, cancellationToken);
            return new RuleRefused(refused) { KeepsChanges = true };
        }

        var admission = rules.Admission(deployment, act.Now);
        var consent = rules.Consent(act.File, act.Deployment, act.Now);
        var aiUse = rules.AiUseConsent(act.File, act.Deployment, act.Now);
        var shadow = deployment.Stage == DeploymentStage.Shadow;
        var stopped = !shadow && admission.Any(d => d.Blocks);
        if (consent.Blocks || aiUse.Blocks || stopped)
        {
            IReadOnlyList<Decision> refused = [.. admission, consent, aiUse];
            return stopped || shadow || !HeldResults.MayWait(consent, aiUse) ? new RuleRefused(refused) : await HoldAsync(act, arrival, same, operatorId, refused, cancellationToken);
        }

        if (same is not null)
        {
            // It was held, and nothing holds it up any more.
            await acts.SaveAsync(act.Scope, act, CaseFactsBuilder.Build(act.File, deployment), cancellationToken);
            return new AiResultReceived(same.Id, same.Status, act.Case.State) { Repeated = true };
        }

        // Nobody sees these, so what is not admissible for clinical use may run here (R17-0.1).
        if (shadow)
        {
            return await KeepAsync(act, arrival, AiResultStatus.Shadow, admission, null, cancellationToken);
        }

        var person = await actors.FindAsync(act.Scope.Db, operatorId, deployment, null, cancellationToken);
        if (operatorId is not null && person is null)
        {
            return new Invalid("operatorId", "field.unknownReference");
        }

        var written = rules.OperatingRules(await actors.RulesAsync(act.Scope.Db, person?.Id, PolicyAct.Operate, deployment, act.Now, cancellationToken), deployment, act.Now);
        IReadOnlyList<Decision> operating = [.. rules.Operator(person, act.Caller.Kind != CallerKind.User, deployment, act.Now), written];
        if (written.Blocks || (person is not null && operating.Any(d => d.Blocks)))
        {
            return new RuleRefused(operating);
        }

        return await KeepAsync(
            act, arrival, person is null ? AiResultStatus.AwaitingOperator : AiResultStatus.Accepted, [.. admission, consent, .. operating], person?.Id, cancellationToken);
    }

    /// <summary>Keeps a result until the consent is there; who sent it learns that it is not used, and why.</summary>
    private async Task<Outcome<AiResultReceived>> HoldAsync(
        CaseAct act, AiResultArrival arrival, AiResult? held, Guid? operatorId, IReadOnlyList<Decision> refused, CancellationToken cancellationToken)
    {
        if (held is not null)
        {
            return new RuleRefused(refused);
        }

        var person = await actors.FindAsync(act.Scope.Db, operatorId, act.Deployment, null, cancellationToken);
        if (operatorId is not null && person is null)
        {
            return new Invalid("operatorId", "field.unknownReference");
        }

        await KeepAsync(act, arrival, AiResultStatus.AwaitingConsent, refused, person?.Id, cancellationToken);
        return new RuleRefused(refused) { KeepsChanges = true };
    }

    private async Task<Outcome<AiResultReceived>> KeepAsync(
        CaseAct act, AiResultArrival arrival, AiResultStatus status, IReadOnlyList<Decision> decisions, Guid? operatorId, CancellationToken cancellationToken)
    {
        var before = CaseFactsBuilder.Build(act.File, act.Deployment);
        var shown = status is AiResultStatus.Accepted or AiResultStatus.AwaitingOperator;
        var result = act.Add(new AiResult
        {
            Id = act.Scope.NewId(),
            CaseId = act.Case.Id,
            Status = status,
            Label = arrival.Label,
            Score = arrival.Score,
            AlgorithmName = arrival.AlgorithmName,
            AlgorithmVersion = arrival.AlgorithmVersion,
            Manufacturer = arrival.Manufacturer,
            Udi = arrival.Udi,
            ProducedAt = arrival.ProducedAt,
            ReceivedAt = act.Now,
            OperatorId = operatorId,
            OperatorConfirmedAt = operatorId is null || !shown ? null : act.Now,
            Decisions = decisions,
            Source = arrival.Source,
            SopInstanceUid = arrival.SopInstanceUid,
            ContentHash = arrival.ContentHash,
        });
        result.Findings = act.Protect("findings", result.Id, arrival.Findings);
        if (shown)
        {
            await HeldResults.ShowAsync(act, result, status, notices, cancellationToken);
        }

        act.File.AiResults.Add(result);
        act.Scope.Record("case.aiResult." + CodeName.Of(status), nameof(Case), act.Case.Id, decisions.Count > 0 ? decisions[0].Pack : null);
        await acts.SaveAsync(act.Scope, act, before, cancellationToken);
        return new AiResultReceived(result.Id, status, act.Case.State);
    }

    private static FieldErrors Check(AiResultRequest request, CaseAct act, DateTimeOffset now)
    {
        var errors = new FieldErrors();
        errors.Text("label", request.Label, 64);
        errors.Require(string.IsNullOrWhiteSpace(request.Label) || act.Deployment.Label(request.Label) is not null, "label", "case.unknownLabel");
        errors.Require(request.Score is null || double.IsFinite(request.Score.Value), "score", "field.malformed");
        errors.Text("algorithm.name", request.Algorithm?.Name, 200);
        errors.Text("algorithm.version", request.Algorithm?.Version, 64);
        errors.Text("algorithm.manufacturer", request.Algorithm?.Manufacturer, 200, required: false);
        errors.Text("algorithm.udi", request.Algorithm?.Udi, 200, required: false);
        errors.Require(request.ProducedAt is not null, "producedAt", "field.required");
        errors.Past("producedAt", request.ProducedAt, now);
        errors.Require(request.Findings is null || request.Findings.Value.GetRawText().Length <= LongestFindings, "findings", "field.tooLong", ("longest", "262144"));
        return errors;
    }

    private static string HashOf(AiResultRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(request, JsonColumn.Options))));
}

/// <summary>A result as it arrived, from any source.</summary>
internal sealed record AiResultArrival(
    string? Label,
    double? Score,
    string? Findings,
    string? AlgorithmName,
    string? AlgorithmVersion,
    string? Manufacturer,
    string? Udi,
    DateTimeOffset ProducedAt,
    string Source,
    string? SopInstanceUid,
    string ContentHash);
