using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Bases;

/// <summary>
/// The institution applies for the designation of a base. R17-4.2.1a to c are decided as of that moment and frozen with the application; one whose conditions are unmet can be
/// handed in and is refused by them.
/// </summary>
public sealed class BaseApplications
{
    private readonly IWriter _writer;
    private readonly BaseDecisions _decisions;

    internal BaseApplications(IWriter writer, BaseDecisions decisions) => (_writer, _decisions) = (writer, decisions);

    public Task<Outcome<Created>> ApplyAsync(Guid baseId, BaseApplicationRequest request, WriteRequest context, CancellationToken cancellationToken) => _writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<TrainingBase>().FirstOrDefaultAsync(b => b.Id == baseId, ct) is not { } row)
            {
                return new NotFound("trainingBase");
            }

            var errors = new FieldErrors();
            errors.Text("statement", request.Statement, 2000, required: false);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var today = ShanghaiDay.Of(scope.Now);
            if (await scope.Db.Set<BaseApplication>().AnyAsync(a => a.BaseId == baseId && a.State == BaseApplicationState.Waiting, ct))
            {
                return new Conflict("trainingBase.applicationWaits");
            }

            if (row.LastDesignation is { To: null } && row.EndedOn is null)
            {
                return new Conflict("trainingBase.designatedAlready");
            }

            var serial = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"training-base-application-{today.Year}"), ct);
            var application = new BaseApplication
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                BaseId = baseId,
                Number = string.Create(CultureInfo.InvariantCulture, $"JDSQ-{today.Year}-{serial:000}"),
                State = BaseApplicationState.Waiting,
                Statement = request.Statement?.Trim(),
                AppliedBy = scope.Caller.Id,
                AppliedAt = scope.Now,
                Decisions = await _decisions.ConditionsAsync(scope.Db, row, today, scope.Now, null, ct),
            };
            scope.Db.Add(application);
            scope.Record("trainingBase.applied", nameof(BaseApplication), application.Id, application.Decisions[0].Pack);
            return new Created(application.Id);
        },
        cancellationToken);

    /// <summary>The institution takes its application back before it is decided.</summary>
    public Task<Outcome<Created>> WithdrawAsync(Guid baseId, BaseReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => _writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (!await scope.Db.Set<TrainingBase>().AnyAsync(b => b.Id == baseId, ct))
            {
                return new NotFound("trainingBase");
            }

            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 500);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (await scope.Db.Set<BaseApplication>().FirstOrDefaultAsync(a => a.BaseId == baseId && a.State == BaseApplicationState.Waiting, ct) is not { } application)
            {
                return new Conflict("trainingBase.noApplication");
            }

            (application.State, application.DecidedBy, application.DecidedAt, application.DecisionNote) = (BaseApplicationState.Withdrawn, scope.Caller.Id, scope.Now, request.Reason!.Trim());
            scope.Record("trainingBase.applicationWithdrawn", nameof(BaseApplication), application.Id);
            return new Created(application.Id);
        },
        cancellationToken);
}
