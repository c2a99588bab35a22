using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Classification;

/// <summary>A line of the table to change.</summary>
public sealed record ManagementClassRequest
{
    public IReadOnlyList<ManagementGate>? Gates { get; init; }

    public int? ReviewMonths { get; init; }

    public int? BlindFirstPercent { get; init; }

    public int? SamplingPercent { get; init; }

    public string? Reason { get; init; }

    /// <summary>Who approved that the line asks less than the product's table; needed there.</summary>
    public string? ApprovedBy { get; init; }

    public DateOnly? ApprovedOn { get; init; }
}

/// <summary>A line of the table as it holds here.</summary>
/// <param name="Line">The numbers that hold.</param>
/// <param name="Default">Those that the product brings.</param>
/// <param name="Version">ETag; 0 while the line was never changed here.</param>
/// <param name="Id">The institution's own line; null while there is none.</param>
/// <param name="Reason">Why it was changed.</param>
/// <param name="ApprovedBy">Who approved that it asks less; null where it does not.</param>
/// <param name="ApprovedOn">When.</param>
public sealed record ManagementClassView(ManagementClassLine Line, ManagementClassLine Default, long Version, Guid? Id, string? Reason, string? ApprovedBy, DateOnly? ApprovedOn)
{
    /// <summary>True where the line asks less than the product's table: shown as a deviation, with who approved it.</summary>
    public bool Deviates => Line.AsksLessThan(Default);
}

/// <summary>The institution's table of classified management: the product's lines, each of which it may replace by its own.</summary>
public sealed class ManagementClasses(IWriter writer, Database database)
{
    /// <summary>Every line, by class and then tier.</summary>
    public async Task<IReadOnlyList<ManagementClassView>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var own = await db.Set<ManagementClass>().ToListAsync(cancellationToken);
        return [.. ClassificationDefaults.Classes.Select(d => View(d, own.Find(o => o.AiClass == d.AiClass && o.Tier == d.Tier)))];
    }

    public async Task<ManagementClassView> FindAsync(Caller caller, AiClass aiClass, RiskTier tier, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return View(ClassificationDefaults.Of(aiClass, tier), await db.Set<ManagementClass>().FirstOrDefaultAsync(c => c.AiClass == aiClass && c.Tier == tier, cancellationToken));
    }

    public Task<Outcome<Changed>> ChangeAsync(AiClass aiClass, RiskTier tier, long version, ManagementClassRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Changed>(
            context,
            async (scope, ct) =>
            {
                var row = await scope.Db.Set<ManagementClass>().FirstOrDefaultAsync(c => c.AiClass == aiClass && c.Tier == tier, ct);
                if ((row?.Version ?? 0) != version)
                {
                    return new Stale(version, row?.Version ?? 0);
                }

                var errors = Check(request, ClassificationDefaults.Of(aiClass, tier), ShanghaiDay.Of(scope.Now));
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                if (row is null)
                {
                    row = new ManagementClass { InstitutionId = scope.InstitutionId, Id = scope.NewId(), AiClass = aiClass, Tier = tier };
                    scope.Db.Add(row);
                }
                else
                {
                    scope.Db.Entry(row).State = EntityState.Modified;
                }

                row.Gates = [.. request.Gates!.Distinct().Order()];
                row.ReviewMonths = request.ReviewMonths!.Value;
                row.BlindFirstPercent = request.BlindFirstPercent!.Value;
                row.SamplingPercent = request.SamplingPercent!.Value;
                row.Reason = request.Reason!.Trim();
                var less = Line(row).AsksLessThan(ClassificationDefaults.Of(aiClass, tier));
                row.ApprovedBy = less ? request.ApprovedBy!.Trim() : null;
                row.ApprovedOn = less ? request.ApprovedOn : null;
                scope.Record("classification.changed", nameof(ManagementClass), row.Id);
                return new Changed(row.Id, version + 1);
            },
            cancellationToken);

    /// <summary>The line that holds in the caller's transaction, and whether it is the institution's own.</summary>
    internal static async Task<(ManagementClassLine Line, bool Own)> LineAsync(HengjianDbContext db, AiClass aiClass, RiskTier tier, CancellationToken cancellationToken) =>
        await db.Set<ManagementClass>().AsNoTracking().FirstOrDefaultAsync(c => c.AiClass == aiClass && c.Tier == tier, cancellationToken) is { } own
            ? (Line(own), true)
            : (ClassificationDefaults.Of(aiClass, tier), false);

    private static ManagementClassView View(ManagementClassLine standard, ManagementClass? own) =>
        own is null
            ? new ManagementClassView(standard, standard, 0, null, null, null, null)
            : new ManagementClassView(Line(own), standard, own.Version, own.Id, own.Reason, own.ApprovedBy, own.ApprovedOn);

    private static ManagementClassLine Line(ManagementClass row) => new(row.AiClass, row.Tier, row.Gates, row.ReviewMonths, row.BlindFirstPercent, row.SamplingPercent);

    private static FieldErrors Check(ManagementClassRequest request, ManagementClassLine standard, DateOnly today)
    {
        var errors = new FieldErrors();
        errors.Require(request.Gates is not null, "gates", "field.required");
        Number(errors, "reviewMonths", request.ReviewMonths, 1, 60);
        Number(errors, "blindFirstPercent", request.BlindFirstPercent, 0, 100);
        Number(errors, "samplingPercent", request.SamplingPercent, 0, 100);
        errors.Text("reason", request.Reason, 500);
        if (errors.Any)
        {
            return errors;
        }

        var asked = standard with
        {
            Gates = request.Gates!, ReviewMonths = request.ReviewMonths!.Value, BlindFirstPercent = request.BlindFirstPercent!.Value, SamplingPercent = request.SamplingPercent!.Value,
        };
        if (asked.AsksLessThan(standard))
        {
            errors.Text("approvedBy", request.ApprovedBy, 200);
            errors.Require(request.ApprovedOn is not null, "approvedOn", "field.required");
            errors.Require(request.ApprovedOn is null || request.ApprovedOn <= today, "approvedOn", "field.future");
            errors.Require(request.ApprovedOn is null or { Year: >= 1980 }, "approvedOn", "field.tooEarly");
        }

        return errors;
    }

    internal static void Number(FieldErrors errors, string field, int? value, int from, int to, bool required = true)
    {
        errors.Require(value is not null || !required, field, "field.required");
        errors.Require(
            value is null || (value >= from && value <= to), field, "field.outOfRange",
            ("from", ClauseParameter.TextOf((long)from)!), ("to", ClauseParameter.TextOf((long)to)!));
    }
}
