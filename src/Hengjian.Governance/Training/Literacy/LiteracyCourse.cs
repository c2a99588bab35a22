using System.Globalization;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Literacy;

/// <summary>A unit begun or finished.</summary>
public sealed record LiteracyStep
{
    public LiteracyUnit? Unit { get; init; }
}

/// <summary>Everybody's own course of AI literacy. The server's clock alone counts: a unit is finished no sooner than the pack's seconds after it was begun.</summary>
public sealed class LiteracyCourse(IWriter writer, RegulationCatalog catalog, IInstitutionRegister institutions)
{
    /// <summary>Opens a unit; one that is open already stays as it is.</summary>
    public Task<Outcome<Created>> StartAsync(LiteracyStep request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (Wrong(request) is { } wrong)
            {
                return wrong;
            }

            if (await OpenAsync(scope, request.Unit!.Value, ct) is { } open)
            {
                return new Created(open.Id);
            }

            var row = new LiteracyReading { InstitutionId = scope.InstitutionId, Id = scope.NewId(), UserId = scope.Caller.Id, Unit = request.Unit.Value, StartedAt = scope.Now };
            scope.Db.Add(row);
            scope.Record("literacy.started", nameof(LiteracyReading), row.Id);
            return new Created(row.Id);
        },
        cancellationToken);

    /// <summary>Says that an open unit is read.</summary>
    public Task<Outcome<Created>> FinishAsync(LiteracyStep request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (Wrong(request) is { } wrong)
            {
                return wrong;
            }

            if (await OpenAsync(scope, request.Unit!.Value, ct) is not { } row)
            {
                return new Conflict("literacy.notStarted");
            }

            var least = TimeSpan.FromSeconds(catalog.Parameters(ClauseIds.Literacy, scope.Now, await institutions.CreditCodeAsync(scope.Db, ct)).Int(LiteracyRule.MinimumSeconds));
            var left = row.StartedAt + least - scope.Now;
            if (left > TimeSpan.Zero)
            {
                return new Conflict("literacy.tooSoon", new Dictionary<string, string> { ["seconds"] = Math.Ceiling(left.TotalSeconds).ToString("0", CultureInfo.InvariantCulture) });
            }

            row.FinishedAt = scope.Now;
            scope.Record("literacy.finished", nameof(LiteracyReading), row.Id);
            return new Created(row.Id);
        },
        cancellationToken);

    private static Refusal? Wrong(LiteracyStep request) => request.Unit is null ? new Invalid("unit", "field.required") : null;

    private static Task<LiteracyReading?> OpenAsync(WriteScope scope, LiteracyUnit unit, CancellationToken cancellationToken)
    {
        var user = scope.Caller.Id;
        return scope.Db.Set<LiteracyReading>().FirstOrDefaultAsync(r => r.UserId == user && r.Unit == unit && r.FinishedAt == null, cancellationToken);
    }
}
