using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.FollowUps.Planning;

/// <summary>A plan to set.</summary>
public sealed record FollowUpPlanRequest
{
    /// <summary>What is asked for; none: cases of this deployment need no follow-up, and the reason says why.</summary>
    public IReadOnlyList<FollowUpStepInput?>? Steps { get; init; }

    public string? Reason { get; init; }

    /// <summary>Users who follow up its cases; empty: every holder of the role; absent: as before.</summary>
    public IReadOnlyList<Guid>? Staff { get; init; }

    /// <summary>Number of the plan that was seen, 0 where there was none; another one in force is refused. Null: whatever is in force is replaced.</summary>
    public int? After { get; init; }
}

public sealed record FollowUpStepInput
{
    public int? Months { get; init; }

    public IReadOnlyList<string>? Labels { get; init; }

    public string? Purpose { get; init; }
}

/// <summary>A plan's version in force.</summary>
public sealed record FollowUpPlanView(Guid Id, Guid DeploymentId, int Number, IReadOnlyList<FollowUpStep> Steps, string Reason, Guid SetBy, DateTimeOffset SetAt, IReadOnlyList<Guid> Staff)
{
    /// <summary>Who carried it last to cases concluded before; null: nobody did.</summary>
    public Guid? AppliedBy { get; init; }

    public DateTimeOffset? AppliedAt { get; init; }

    public string? AppliedReason { get; init; }
}

/// <summary>Follow-up plans of deployments: each change is a new version, which counts for cases concluded from then on; <see cref="Applying.ApplyPlan"/> carries it to earlier ones.</summary>
public sealed class FollowUpPlans(IWriter writer, Database database, IDeploymentDirectory deployments, IRoleMembers members)
{
    private const int MostSteps = 24;
    private const int LongestMonths = 120;

    public Task<Outcome<Created>> SetAsync(Guid deploymentId, FollowUpPlanRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await deployments.FindAsync(scope.Db, deploymentId, ct) is not { } deployment)
            {
                return new NotFound("deployment");
            }

            var errors = new FieldErrors();
            var steps = Steps(request, deployment, errors);
            errors.Text("reason", request.Reason, 500);
            if (request.Staff is { Count: > 0 } staff)
            {
                var known = (await members.OfAsync(scope.Db, Role.FollowUpStaff, ct)).Select(m => m.UserId).ToHashSet();
                errors.Require(staff.All(known.Contains), "staff", "field.unknownReference");
            }

            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var number = (await PlanBook.InForceAsync(scope.Db, deploymentId, ct))?.Number ?? 0;
            if (request.After is { } seen && seen != number)
            {
                return new Stale(seen, number);
            }

            var plan = new FollowUpPlan
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                DeploymentId = deploymentId,
                Number = number + 1,
                Steps = steps,
                Reason = request.Reason!.Trim(),
                SetBy = scope.Caller.Id,
                SetAt = scope.Now,
            };
            scope.Db.Add(plan);
            await StaffAsync(scope, deploymentId, request.Staff, ct);
            scope.Record("followUp.planSet", nameof(FollowUpPlan), plan.Id);
            return new Created(plan.Id);
        },
        cancellationToken);

    public async Task<FollowUpPlanView?> FindAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await PlanBook.InForceAsync(db, deploymentId, cancellationToken) is not { } plan)
        {
            return null;
        }

        var staffing = await db.Set<FollowUpStaffing>().FirstOrDefaultAsync(s => s.DeploymentId == deploymentId, cancellationToken);
        return View(plan, staffing?.Users ?? []);
    }

    /// <summary>Every version of a deployment's plan, the newest first.</summary>
    public async Task<IReadOnlyList<FollowUpPlanView>> VersionsAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = await db.Set<FollowUpPlan>().Where(p => p.DeploymentId == deploymentId).OrderByDescending(p => p.Number).ToListAsync(cancellationToken);
        return [.. rows.Select(p => View(p, []))];
    }

    /// <summary>Governed deployments with the number of their plan and its steps; null: none was set.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name, int? Number, int Steps)>> OverviewAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var plans = (await db.Set<FollowUpPlan>().ToListAsync(cancellationToken)).GroupBy(p => p.DeploymentId).ToDictionary(g => g.Key, g => g.MaxBy(p => p.Number)!);
        return [.. (await deployments.GovernedAsync(db, cancellationToken)).Select(d => (d.Id, d.Name, plans.GetValueOrDefault(d.Id)?.Number, plans.GetValueOrDefault(d.Id)?.Steps.Count ?? 0))];
    }

    private static FollowUpPlanView View(FollowUpPlan p, IReadOnlyList<Guid> staff) => new(p.Id, p.DeploymentId, p.Number, p.Steps, p.Reason, p.SetBy, p.SetAt, staff)
    {
        AppliedBy = p.AppliedBy,
        AppliedAt = p.AppliedAt,
        AppliedReason = p.AppliedReason,
    };

    private static List<FollowUpStep> Steps(FollowUpPlanRequest request, DeploymentFile deployment, FieldErrors errors)
    {
        var steps = new List<FollowUpStep>();
        errors.Require(request.Steps is not null, "steps", "field.required");
        errors.Require(request.Steps is null || request.Steps.Count <= MostSteps, "steps", "followUp.tooManySteps");
        for (var i = 0; i < Math.Min(request.Steps?.Count ?? 0, MostSteps); i++)
        {
            var at = $"steps[{i}]";
            if (!errors.Item(at, request.Steps![i]))
            {
                continue;
            }

            var step = request.Steps[i]!;
            errors.Require(step.Months is not null, at + ".months", "field.required");
            errors.Require(step.Months is null or (>= 0 and <= LongestMonths), at + ".months", "field.outOfRange", ("from", "0"), ("to", "120"));
            errors.Text(at + ".purpose", step.Purpose, 300);
            errors.Require(step.Labels is null || step.Labels.All(l => deployment.Label(l) is not null), at + ".labels", "case.unknownLabel");
            steps.Add(new FollowUpStep(step.Months ?? 0, [.. (step.Labels ?? []).Distinct(StringComparer.Ordinal)], step.Purpose?.Trim() ?? ""));
        }

        return steps;
    }

    private static async Task StaffAsync(WriteScope scope, Guid deploymentId, IReadOnlyList<Guid>? staff, CancellationToken cancellationToken)
    {
        if (staff is null)
        {
            return;
        }

        if (await scope.Db.Set<FollowUpStaffing>().FirstOrDefaultAsync(s => s.DeploymentId == deploymentId, cancellationToken) is { } row)
        {
            row.Users = [.. staff.Distinct()];
        }
        else if (staff.Count > 0)
        {
            scope.Db.Add(new FollowUpStaffing { InstitutionId = scope.InstitutionId, Id = scope.NewId(), DeploymentId = deploymentId, Users = [.. staff.Distinct()] });
        }
    }
}
