using System.Data.Common;
using System.Globalization;
using System.Text;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Quality.Counting;

namespace Hengjian.Governance.Quality.Persistence;

/// <summary>Adds changes to the stored cells: few statements of many rows, in one order everywhere.</summary>
internal static class CellStore
{
    /// <summary>Rows of a statement; the parameters of that many stay far below SQLite's limit.</summary>
    private const int RowsAtOnce = 200;

    private const string CellKey = "institution_id, deployment_id, reader_id, period, dimension, value, reference, version_id";

    /// <summary>Column of each tally.</summary>
    public static readonly IReadOnlyList<string> Columns = [.. Enum.GetNames<Tally>().Select(HengjianDbContext.Snake)];

    public static async Task AddAsync(WriteScope scope, CellChanges changes, CancellationToken cancellationToken)
    {
        foreach (var rows in changes.Counts.OrderBy(c => c.Key).Chunk(RowsAtOnce))
        {
            await AddCountsAsync(scope, rows, cancellationToken);
        }

        foreach (var rows in changes.Bins.OrderBy(b => b.Key).Chunk(RowsAtOnce))
        {
            await AddBinsAsync(scope, rows, cancellationToken);
        }
    }

    /// <summary>Removes every cell of a deployment.</summary>
    public static async Task ClearAsync(WriteScope scope, Guid deployment, CancellationToken cancellationToken)
    {
        foreach (var table in new[] { "quality_counts", "quality_bins" })
        {
            await using var command = scope.Command($"DELETE FROM {table} WHERE institution_id = @institution AND deployment_id = @deployment");
            command.Add("@institution", scope.Database.Key(scope.InstitutionId));
            command.Add("@deployment", scope.Database.Key(deployment));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task AddCountsAsync(WriteScope scope, KeyValuePair<CountCell, long[]>[] rows, CancellationToken cancellationToken)
    {
        // Only the columns that some row changes; the others keep their value, or start at their default of zero.
        var tallies = Enumerable.Range(0, Tallies.Count).Where(t => rows.Any(r => r.Value[t] != 0)).ToArray();
        var sql = new StringBuilder("INSERT INTO quality_counts (").Append(CellKey);
        foreach (var tally in tallies)
        {
            sql.Append(", ").Append(Columns[tally]);
        }

        sql.Append(") VALUES ");
        await using var command = scope.Command("");
        var values = new SharedValues(command, scope);
        for (var i = 0; i < rows.Length; i++)
        {
            sql.Append(i == 0 ? "(" : ", (");
            values.AppendKey(sql, rows[i].Key);
            foreach (var tally in tallies)
            {
                sql.Append(CultureInfo.InvariantCulture, $", {rows[i].Value[tally]}");
            }

            sql.Append(')');
        }

        sql.Append(" ON CONFLICT (").Append(CellKey).Append(") DO UPDATE SET ");
        sql.AppendJoin(", ", tallies.Select(t => $"{Columns[t]} = quality_counts.{Columns[t]} + excluded.{Columns[t]}"));
        command.CommandText = sql.ToString();
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task AddBinsAsync(WriteScope scope, KeyValuePair<BinCell, long>[] rows, CancellationToken cancellationToken)
    {
        var sql = new StringBuilder("INSERT INTO quality_bins (").Append(CellKey).Append(", series, bin, n) VALUES ");
        await using var command = scope.Command("");
        var values = new SharedValues(command, scope);
        for (var i = 0; i < rows.Length; i++)
        {
            var (key, n) = rows[i];
            sql.Append(i == 0 ? "(" : ", (");
            values.AppendKey(sql, key.Cell);
            sql.Append(CultureInfo.InvariantCulture, $", '{key.Series}', {key.Bin}, {n})");
        }

        sql.Append(" ON CONFLICT (").Append(CellKey).Append(", series, bin) DO UPDATE SET n = quality_bins.n + excluded.n");
        command.CommandText = sql.ToString();
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Parameters of a statement, one for each distinct value: the rows of an act share most of their keys.</summary>
    private sealed class SharedValues(DbCommand command, WriteScope scope)
    {
        private readonly Dictionary<object, string> _names = [];

        public void AppendKey(StringBuilder sql, CountCell key) =>
            sql.Append(Id(scope.InstitutionId)).Append(", ")
                .Append(Id(key.Deployment)).Append(", ")
                .Append(Id(key.Reader)).Append(", ")
                .Append(Of(key.Period)).Append(", ")
                .Append(Of(key.Dimension)).Append(", ")
                .Append(Of(key.Value)).Append(", ")
                .Append(Of(key.Reference)).Append(", ")
                .Append(Id(key.Version));

        private string Id(Guid id) => Of(scope.Database.Key(id));

        private string Of(object value)
        {
            if (!_names.TryGetValue(value, out var name))
            {
                _names[value] = name = string.Create(CultureInfo.InvariantCulture, $"@v{_names.Count}");
                command.Add(name, value);
            }

            return name;
        }
    }
}

/// <summary>What raw commands repeat.</summary>
internal static class RawCommands
{
    public static void Add(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    /// <summary>An id as the database stores it.</summary>
    public static object Key(this Database database, Guid id) => database.IsSqlite ? id.ToString("D") : id;

    /// <summary>An id in either form.</summary>
    public static Guid Id(this DbDataReader reader, int column) => reader.GetValue(column) is Guid id ? id : Guid.ParseExact(reader.GetString(column), "D");
}
