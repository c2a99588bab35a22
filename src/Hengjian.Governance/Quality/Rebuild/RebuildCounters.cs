using System.Data;
using System.Data.Common;
using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Quality.Counting;
using Hengjian.Governance.Quality.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Hengjian.Governance.Persistence.Database;

namespace Hengjian.Governance.Quality.Rebuild;

/// <summary>What a check or rebuild found.</summary>
/// <param name="Deployments">Deployments looked at.</param>
/// <param name="Cases">Cases counted.</param>
/// <param name="Cells">Cells that there should be.</param>
/// <param name="Differences">Cells that differed from it.</param>
/// <param name="First">The first of them in words; null where none differed.</param>
public sealed record CounterCheck(int Deployments, long Cases, long Cells, long Differences, string? First)
{
    public static readonly CounterCheck Nothing = new(0, 0, 0, 0, null);

    public CounterCheck Plus(CounterCheck other) =>
        new(Deployments + other.Deployments, Cases + other.Cases, Cells + other.Cells, Differences + other.Differences, First ?? other.First);
}

/// <summary>Recomputes every cell from the cases: to compare, or to put in place. One deployment is one transaction, so that acts meanwhile are counted once.</summary>
public sealed class RebuildCounters(Database database, IWriter writer, ICaseFacts cases)
{
    /// <summary>Compares the stored cells of an institution with what its cases give, in one snapshot a deployment. Changes nothing.</summary>
    public async Task<CounterCheck> CheckAsync(Guid institution, CancellationToken cancellationToken)
    {
        var found = CounterCheck.Nothing;
        foreach (var deployment in await DeploymentsAsync(institution, cancellationToken))
        {
            await using var db = database.Read(institution);
            await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
            found = found.Plus((await CompareAsync(db, institution, deployment, cancellationToken)).Check);
        }

        return found;
    }

    /// <summary>Puts the recomputed cells of an institution in place and answers what differed before.</summary>
    public async Task<CounterCheck> RebuildAsync(Guid institution, CancellationToken cancellationToken)
    {
        var found = CounterCheck.Nothing;
        foreach (var deployment in await DeploymentsAsync(institution, cancellationToken))
        {
            found = found.Plus(await RebuildAsync(institution, deployment, cancellationToken));
        }

        return found;
    }

    /// <summary>The same for one deployment; to be called where what its labels mean was changed.</summary>
    public async Task<CounterCheck> RebuildAsync(Guid institution, Guid deployment, CancellationToken cancellationToken)
    {
        var outcome = await writer.WriteAsync<CounterCheck>(
            new WriteRequest(Caller.System(institution)),
            async (scope, ct) =>
            {
                if (!database.IsSqlite)
                {
                    // Acts wait at their own cells until this is committed; those before it are in what is read. SQLite has one writer anyway.
                    await using var locking = scope.Command("LOCK TABLE quality_counts, quality_bins IN EXCLUSIVE MODE");
                    await locking.ExecuteNonQueryAsync(ct);
                }

                var (check, cells) = await CompareAsync(scope.Db, institution, deployment, ct);
                if (check.Differences > 0)
                {
                    await CellStore.ClearAsync(scope, deployment, ct);
                    await CellStore.AddAsync(scope, cells, ct);
                }

                return check;
            },
            cancellationToken);
        return outcome.Value!;
    }

    private async Task<IReadOnlyList<Guid>> DeploymentsAsync(Guid institution, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var counted = await db.Set<CountRow>().Where(c => c.InstitutionId == institution).Select(c => c.DeploymentId).Distinct().ToListAsync(cancellationToken);
        return [.. (await cases.DeploymentsAsync(db, cancellationToken)).Union(counted).Order()];
    }

    private async Task<(CounterCheck Check, CellChanges Cells)> CompareAsync(
        HengjianDbContext db, Guid institution, Guid deployment, CancellationToken cancellationToken)
    {
        var cells = new CellChanges();
        long counted = 0;
        await foreach (var facts in cases.AllAsync(db, deployment, cancellationToken))
        {
            cells.Move(null, facts);
            counted++;
        }

        var differences = new Differences();
        var leftCounts = cells.Counts.Keys.ToHashSet();
        await foreach (var (cell, stored) in StoredCountsAsync(db, institution, deployment, cancellationToken))
        {
            leftCounts.Remove(cell);
            var right = cells.Counts.GetValueOrDefault(cell);
            for (var i = 0; i < stored.Length; i++)
            {
                differences.Compare(cell, ((Tally)i).ToString(), stored[i], right?[i] ?? 0);
            }
        }

        foreach (var cell in leftCounts)
        {
            differences.Add(cell, "row", 0, 1);
        }

        var leftBins = cells.Bins.Keys.ToHashSet();
        await foreach (var (bin, stored) in StoredBinsAsync(db, institution, deployment, cancellationToken))
        {
            leftBins.Remove(bin);
            differences.Compare(bin.Cell, string.Create(CultureInfo.InvariantCulture, $"{bin.Series} {bin.Bin}"), stored, cells.Bins.GetValueOrDefault(bin));
        }

        foreach (var bin in leftBins)
        {
            differences.Add(bin.Cell, string.Create(CultureInfo.InvariantCulture, $"{bin.Series} {bin.Bin}"), 0, cells.Bins[bin]);
        }

        return (new CounterCheck(1, counted, cells.Counts.Count + cells.Bins.Count, differences.Count, differences.First), cells);
    }

    private IAsyncEnumerable<(CountCell Cell, long[] Counts)> StoredCountsAsync(
        HengjianDbContext db, Guid institution, Guid deployment, CancellationToken cancellationToken) =>
        RowsAsync(
            db,
            $"SELECT reader_id, period, dimension, value, reference, version_id, {string.Join(", ", CellStore.Columns)} FROM quality_counts",
            institution,
            deployment,
            reader =>
            {
                var counts = new long[Tallies.Count];
                for (var i = 0; i < counts.Length; i++)
                {
                    counts[i] = reader.GetInt64(6 + i);
                }

                return (CellOf(reader, deployment), counts);
            },
            cancellationToken);

    private IAsyncEnumerable<(BinCell Cell, long N)> StoredBinsAsync(HengjianDbContext db, Guid institution, Guid deployment, CancellationToken cancellationToken) =>
        RowsAsync(
            db,
            "SELECT reader_id, period, dimension, value, reference, version_id, series, bin, n FROM quality_bins",
            institution,
            deployment,
            reader => (new BinCell(CellOf(reader, deployment), Enum.Parse<Series>(reader.GetString(6)), reader.GetInt64(7)), reader.GetInt64(8)),
            cancellationToken);

    private async IAsyncEnumerable<T> RowsAsync<T>(
        HengjianDbContext db,
        string select,
        Guid institution,
        Guid deployment,
        Func<DbDataReader, T> row,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = select + " WHERE institution_id = @institution AND deployment_id = @deployment";
        command.Add("@institution", database.Key(institution));
        command.Add("@deployment", database.Key(deployment));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return row(reader);
        }
    }

    private static CountCell CellOf(DbDataReader reader, Guid deployment) => new(
        deployment, reader.Id(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.Id(5));

    /// <summary>Counts what differs and words the first.</summary>
    private sealed class Differences
    {
        public long Count { get; private set; }

        public string? First { get; private set; }

        public void Compare(CountCell cell, string what, long stored, long right)
        {
            if (stored != right)
            {
                Add(cell, what, stored, right);
            }
        }

        public void Add(CountCell cell, string what, long stored, long right)
        {
            Count++;
            First ??= string.Create(
                CultureInfo.InvariantCulture,
                $"deployment {cell.Deployment:D} reader {cell.Reader:D} period {cell.Period} subgroup {cell.Dimension}:{cell.Value} reference {cell.Reference} version {cell.Version:D}: {what} is {stored}, the cases give {right}");
        }
    }
}
