using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.LifeCycle.Gates;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.LifeCycle.TrialRuns;

/// <summary>Conditions of a trial run to write down.</summary>
public sealed record TrialRequest
{
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public int? LeastCases { get; init; }

    public IReadOnlyList<Guid>? Readers { get; init; }

    public bool DoubleReading { get; init; }

    public IReadOnlyList<StopRuleInput>? StopRules { get; init; }
}

public sealed record StopRuleInput
{
    public double? FailureShare { get; init; }

    public string? Text { get; init; }
}

/// <summary>The end of a trial run.</summary>
public sealed record TrialEndRequest
{
    public bool? Succeeded { get; init; }

    public string? Report { get; init; }

    public SignatureInput? Signature { get; init; }
}

/// <summary>Writes the conditions of a trial run, and ends it with a signed report over what its cases show.</summary>
public sealed class TrialRuns(IWriter writer, IDeploymentStages stages, IDeploymentUse use, IPractitionerDirectory people, ISigning signing, TimeProvider clock)
{
    private const int LongestText = 4000;
    private const int LongestDays = 731;

    /// <summary>Writes the conditions. Until the gate is passed they may be written anew.</summary>
    public Task<Outcome<Created>> PlanAsync(Guid deploymentId, TrialRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await stages.FindAsync(scope.Db, deploymentId, ct) is not { } deployment)
            {
                return new NotFound("deployment");
            }

            var errors = await CheckAsync(scope, request, ct);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (deployment.Stage is not (DeploymentStage.Review or DeploymentStage.AcceptanceTest or DeploymentStage.Shadow))
            {
                return new Conflict("lifeCycle.trialNotNow");
            }

            var trial = await GateEvaluation.LatestTrialAsync(scope.Db, deploymentId, deployment.VersionId, ct);
            if (trial is not { State: TrialState.Planned })
            {
                trial = new TrialRun { InstitutionId = scope.InstitutionId, Id = scope.NewId(), DeploymentId = deploymentId, TechnologyVersionId = deployment.VersionId, State = TrialState.Planned };
                scope.Db.Add(trial);
            }

            trial.Conditions = new TrialConditions(
                request.From!.Value, request.To!.Value, request.LeastCases!.Value, request.Readers ?? [], request.DoubleReading,
                [.. request.StopRules!.Select(r => new StopRule(r.FailureShare, r.Text!.Trim()))]);
            (trial.PlannedBy, trial.PlannedAt) = (scope.Caller.Id, scope.Now);
            LifeCycleLog.Add(scope, deployment, LifeCycleEventKind.TrialPlanned, new StepDetails { SubjectId = trial.Id });
            return new Created(trial.Id);
        },
        cancellationToken);

    /// <summary>Ends the trial. It succeeds only over enough cases, read as its conditions say, below every stop rule that counts.</summary>
    public async Task<Outcome<Created>> EndAsync(Guid deploymentId, TrialEndRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Require(request.Succeeded is not null, "succeeded", "field.required");
        errors.Text("report", request.Report, LongestText);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        if (unlocked.Refusal is { } refusal)
        {
            return refusal;
        }

        return await writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await stages.FindAsync(scope.Db, deploymentId, ct) is not { } deployment)
                {
                    return new NotFound("deployment");
                }

                var trial = await GateEvaluation.LatestTrialAsync(scope.Db, deploymentId, deployment.VersionId, ct);
                if (trial is not { State: TrialState.Running })
                {
                    return new Conflict("lifeCycle.trialNotRunning");
                }

                var counts = await CountAsync(scope.Db, trial, ct);
                if (request.Succeeded == true && Shortfall(trial.Conditions, counts, ShanghaiDay.Of(scope.Now)) is { } shortfall)
                {
                    return shortfall;
                }

                (trial.State, trial.Counts, trial.Report) = (request.Succeeded == true ? TrialState.Succeeded : TrialState.Stopped, counts, request.Report!.Trim());
                (trial.EndedAt, trial.EndedBy) = (scope.Now, scope.Caller.Id);
                trial.SignatureId = await signing.SignAsync(scope, unlocked.Value!, "trialRun", nameof(TrialRun), trial.Id, Content(trial), ct);
                LifeCycleLog.Add(scope, deployment, LifeCycleEventKind.TrialEnded, new StepDetails { SubjectId = trial.Id, Remark = trial.Report, Signatures = [trial.SignatureId.Value] });
                return new Created(trial.Id);
            },
            cancellationToken);
    }

    /// <summary>What the cases in the trial's days show by now.</summary>
    internal async Task<TrialCounts> CountAsync(HengjianDbContext db, TrialRun trial, CancellationToken cancellationToken)
    {
        var c = trial.Conditions;
        var counts = await use.CountAsync(db, trial.DeploymentId, ShanghaiDay.Start(c.From), ShanghaiDay.Start(c.To.AddDays(1)), c.Readers, cancellationToken);
        return new TrialCounts(counts.Cases, counts.Issued, counts.WithoutAi, counts.ReadByTwo, counts.ReadByOthers);
    }

    /// <summary>Why a trial cannot end well yet; null: it can.</summary>
    internal static Conflict? Shortfall(TrialConditions conditions, TrialCounts counts, DateOnly today)
    {
        if (today <= conditions.To && counts.Issued < conditions.LeastCases)
        {
            return Refuse("lifeCycle.trialTooEarly", ("to", ClauseParameter.TextOf(conditions.To)!));
        }

        if (counts.Issued < conditions.LeastCases)
        {
            return Refuse("lifeCycle.trialTooFew", ("has", Number(counts.Issued)), ("least", Number(conditions.LeastCases)));
        }

        if (conditions.DoubleReading && counts.ReadByTwo < counts.Issued)
        {
            return Refuse("lifeCycle.trialNotDouble", ("lacking", Number(counts.Issued - counts.ReadByTwo)));
        }

        if (counts.ReadByOthers > 0)
        {
            return Refuse("lifeCycle.trialOtherReaders", ("cases", Number(counts.ReadByOthers)));
        }

        return conditions.StopRules.Any(r => Reached(r, counts)) ? new Conflict("lifeCycle.trialStopRule") : null;
    }

    /// <summary>True where a stop rule that counts is reached: more than its share was read without AI.</summary>
    internal static bool Reached(StopRule rule, TrialCounts counts) => rule.FailureShare is { } share && counts.Cases > 0 && counts.WithoutAi > share * counts.Cases;

    private async Task<FieldErrors> CheckAsync(WriteScope scope, TrialRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        errors.Require(request.From is not null, "from", "field.required");
        errors.Require(request.To is not null, "to", "field.required");
        errors.Require(request.From is null || request.From >= today.AddDays(-LongestDays), "from", "field.tooEarly");
        errors.Require(request.To is null || request.From is null || (request.To >= request.From && request.To <= request.From.Value.AddDays(LongestDays)), "to", "lifeCycle.endBeforeBeginning");
        errors.Require(request.LeastCases is >= 1 and <= 100_000, "leastCases", "field.outOfRange", ("from", "1"), ("to", "100000"));
        errors.Require(request.Readers is null or { Count: <= 200 }, "readers", "field.tooLong", ("longest", "200"));
        var readers = (request.Readers ?? []).Take(200).ToList();
        if (readers.Count > 0)
        {
            var known = await people.NamesAsync(scope.Db, readers, cancellationToken);
            errors.Require(readers.TrueForAll(known.ContainsKey), "readers", "field.unknownReference");
        }

        errors.Require(request.StopRules is { Count: >= 1 and <= 20 }, "stopRules", "lifeCycle.stopRules");
        for (var i = 0; i < Math.Min(request.StopRules?.Count ?? 0, 20); i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"stopRules[{i}]");
            if (errors.Item(field, request.StopRules![i]))
            {
                errors.Text(field + ".text", request.StopRules[i].Text, 500);
                errors.Require(request.StopRules[i].FailureShare is null or (>= 0 and <= 1), field + ".failureShare", "lifeCycle.share");
            }
        }

        return errors;
    }

    private static byte[] Content(TrialRun trial) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "trialRun",
            trialId = trial.Id,
            deploymentId = trial.DeploymentId,
            technologyVersionId = trial.TechnologyVersionId,
            conditions = trial.Conditions,
            counts = trial.Counts,
            state = trial.State,
            report = trial.Report,
            signedAt = StoredInstant.ToMicroseconds(trial.EndedAt!.Value),
        },
        JsonColumn.Options));

    private static Conflict Refuse(string code, params (string Name, string Value)[] arguments) => new(code, arguments.ToDictionary(a => a.Name, a => a.Value));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
