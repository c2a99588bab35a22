using System.Data;
using System.Data.Common;
using System.Globalization;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Quality.Counting;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Quality.Persistence;

/// <summary>Which cells to add up.</summary>
/// <param name="Deployment">The deployment.</param>
/// <param name="Reader">A reader, or empty for all.</param>
/// <param name="From">First day, or null.</param>
/// <param name="To">Last day, or null.</param>
/// <param name="Dimension">A subgroup dimension, or empty for all cases.</param>
/// <param name="Value">Its value.</param>
internal sealed record CellFilter(Guid Deployment, Guid Reader, DateOnly? From, DateOnly? To, string Dimension, string Value);

/// <summary>Counts by reference part of the cell; a reference that judged nothing is absent.</summary>
internal sealed class CountSums
{
    public Dictionary<string, long[]> ByReference { get; } = [];

    public long Of(string reference, Tally what) => ByReference.TryGetValue(reference, out var counts) ? counts[(int)what] : 0;

    public void Add(string reference, ReadOnlySpan<long> counts, int sign = 1)
    {
        if (!ByReference.TryGetValue(reference, out var sums))
        {
            ByReference[reference] = sums = new long[Tallies.Count];
        }

        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += counts[i] * sign;
        }
    }
}

/// <summary>Reads cells, never cases.</summary>
internal sealed class CellReader(Database database, Guid institution)
{
    private static readonly string Sums = string.Join(", ", CellStore.Columns.Select(c => $"SUM({c})"));

    public async Task<CountSums> SumAsync(CellFilter filter, CancellationToken cancellationToken)
    {
        var sums = new CountSums();
        await QueryAsync(
            $"SELECT reference, {Sums} FROM quality_counts WHERE {{0}} AND dimension = @dimension AND value = @value GROUP BY reference",
            filter,
            reader => sums.Add(reader.GetString(0), CountsOf(reader, 1)),
            cancellationToken);
        return sums;
    }

    /// <summary>The same for every value of every subgroup dimension.</summary>
    public async Task<Dictionary<(string Dimension, string Value), CountSums>> BySubgroupAsync(CellFilter filter, CancellationToken cancellationToken)
    {
        var groups = new Dictionary<(string, string), CountSums>();
        await QueryAsync(
            $"SELECT dimension, value, reference, {Sums} FROM quality_counts WHERE {{0}} AND dimension > '' GROUP BY dimension, value, reference",
            filter,
            reader =>
            {
                var key = (reader.GetString(0), reader.GetString(1));
                if (!groups.TryGetValue(key, out var sums))
                {
                    groups[key] = sums = new CountSums();
                }

                sums.Add(reader.GetString(2), CountsOf(reader, 3));
            },
            cancellationToken);
        return groups;
    }

    /// <summary>Month (<c>yyyy-MM</c>) → sums, of the months that begin within the filter's days.</summary>
    public async Task<Dictionary<string, CountSums>> ByMonthAsync(CellFilter filter, CancellationToken cancellationToken)
    {
        var months = new Dictionary<string, CountSums>(StringComparer.Ordinal);
        await QueryAsync(
            $"SELECT period, reference, {Sums} FROM quality_counts WHERE {{0}} AND dimension = @dimension AND value = @value GROUP BY period, reference",
            filter,
            reader =>
            {
                var month = reader.GetString(0)[1..];
                if (!months.TryGetValue(month, out var sums))
                {
                    months[month] = sums = new CountSums();
                }

                sums.Add(reader.GetString(1), CountsOf(reader, 2));
            },
            cancellationToken,
            [(Period.Month(filter.From ?? DateOnly.MinValue), Period.Month(filter.To ?? DateOnly.MaxValue))]);
        return months;
    }

    /// <summary>Readers who have cells of the deployment, found by stepping through the key, so that their number counts and not the number of cells.</summary>
    public async Task<IReadOnlyList<Guid>> ReadersAsync(Guid deployment, CancellationToken cancellationToken)
    {
        const string Next = "SELECT c.reader_id FROM quality_counts c WHERE c.institution_id = @institution AND c.deployment_id = @deployment AND c.reader_id > {0} ORDER BY c.reader_id LIMIT 1";
        var sql = "WITH RECURSIVE r(id) AS (SELECT (" + string.Format(CultureInfo.InvariantCulture, Next, "@reader") + ") UNION ALL SELECT ("
            + string.Format(CultureInfo.InvariantCulture, Next, "r.id") + ") FROM r WHERE r.id IS NOT NULL) SELECT id FROM r WHERE id IS NOT NULL";
        var readers = new List<Guid>();
        await QueryAsync(
            sql,
            new CellFilter(deployment, Guid.Empty, null, null, "", ""),
            reader => readers.Add(reader.Id(0)),
            cancellationToken);
        return readers;
    }

    /// <summary>A distribution: grid step → how often, in rising order.</summary>
    public async Task<SortedDictionary<long, long>> BinsAsync(CellFilter filter, Series series, Func<string, bool> ofReference, CancellationToken cancellationToken)
    {
        var bins = new SortedDictionary<long, long>();
        await QueryAsync(
            $"SELECT reference, bin, SUM(n) FROM quality_bins WHERE {{0}} AND dimension = @dimension AND value = @value AND series = '{series}' GROUP BY reference, bin",
            filter,
            reader =>
            {
                if (ofReference(reader.GetString(0)))
                {
                    bins[reader.GetInt64(1)] = bins.GetValueOrDefault(reader.GetInt64(1)) + Number(reader, 2);
                }
            },
            cancellationToken);
        return bins;
    }

    /// <summary>Runs a query; <c>{0}</c> stands for the conditions on institution, deployment, reader and period.</summary>
    private async Task QueryAsync(
        string sql, CellFilter filter, Action<DbDataReader> row, CancellationToken cancellationToken, IReadOnlyList<(string First, string Last)>? stretches = null)
    {
        await using var db = database.Read(institution);
        var connection = db.Database.GetDbConnection();
        if (connection.State != ConnectionState.Open)
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
        }

        await using var command = connection.CreateCommand();
        command.Add("@institution", database.Key(institution));
        command.Add("@deployment", database.Key(filter.Deployment));
        command.Add("@reader", database.Key(filter.Reader));
        command.Add("@dimension", filter.Dimension);
        command.Add("@value", filter.Value);
        var periods = new List<string>();
        foreach (var (first, last) in stretches ?? Period.Covering(filter.From, filter.To))
        {
            var n = periods.Count;
            command.Add($"@first{n}", first);
            command.Add($"@last{n}", last);
            periods.Add($"period BETWEEN @first{n} AND @last{n}");
        }

        command.CommandText = sql.Replace(
            "{0}",
            $"institution_id = @institution AND deployment_id = @deployment AND reader_id = @reader AND ({string.Join(" OR ", periods)})",
            StringComparison.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            row(reader);
        }
    }

    private static long[] CountsOf(DbDataReader reader, int first)
    {
        var counts = new long[Tallies.Count];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = Number(reader, first + i);
        }

        return counts;
    }

    /// <summary>PostgreSQL answers sums of bigint as numeric.</summary>
    private static long Number(DbDataReader reader, int column) => Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);
}
