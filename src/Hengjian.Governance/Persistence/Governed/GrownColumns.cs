using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Hengjian.Governance.Persistence.Governed;

/// <summary>
/// Columns that a table got by later migrations. A row that was last written before a column came was committed to without it, and the column has held its default
/// since; so a commitment is met by the row without the columns of the newest migrations too, as long as each of them holds its default.
/// </summary>
internal sealed class GrownColumns
{
    private readonly Dictionary<string, List<Generation>> _tables = [];

    private GrownColumns(HengjianDbContext db)
    {
        var assembly = db.GetService<IMigrationsAssembly>();
        foreach (var (_, type) in assembly.Migrations.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            var added = assembly.CreateMigration(type, db.Database.ProviderName!).UpOperations.OfType<AddColumnOperation>();
            foreach (var table in added.GroupBy(o => o.Table))
            {
                if (!_tables.TryGetValue(table.Key, out var generations))
                {
                    _tables[table.Key] = generations = [];
                }

                generations.Insert(0, new Generation(table.ToDictionary(o => o.Name, DefaultOf)));
            }
        }
    }

    public static GrownColumns Of(HengjianDbContext db) => new(db);

    /// <summary>
    /// Sets of columns that the row may have been committed to without, the smallest first; none where the newest column holds something other than its default.
    /// </summary>
    /// <param name="table">The table's name.</param>
    /// <param name="reader">At the row.</param>
    /// <param name="columns">Names of the reader's columns, by place.</param>
    public IEnumerable<IReadOnlySet<string>> Without(string table, DbDataReader reader, IReadOnlyList<string> columns)
    {
        var omitted = new HashSet<string>();
        foreach (var generation in _tables.GetValueOrDefault(table, []))
        {
            for (var i = 0; i < columns.Count; i++)
            {
                if (generation.Defaults.TryGetValue(columns[i], out var expected) && TextOf(reader, i) != expected)
                {
                    yield break;
                }
            }

            omitted.UnionWith(generation.Defaults.Keys);
            yield return omitted;
        }
    }

    private static string? DefaultOf(AddColumnOperation column) => column switch
    {
        { DefaultValueSql: { } sql } => sql.Trim('\''),
        { DefaultValue: bool flag } => flag ? "1" : "0",
        { DefaultValue: { } value } => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? TextOf(DbDataReader reader, int place) => reader.IsDBNull(place) ? null : reader.GetValue(place) switch
    {
        bool flag => flag ? "1" : "0",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>What one migration added to a table: column to default, as text.</summary>
    private sealed record Generation(IReadOnlyDictionary<string, string?> Defaults);
}
