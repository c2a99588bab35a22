using System.Data.Common;
using System.Globalization;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Ledger;

/// <summary>A table as somebody with the database's password meets it: any column of any row can be read and written, past the program.</summary>
internal sealed class RawTable(Database database, string name, IReadOnlyList<string> key)
{
    public string Name => name;

    /// <summary>Rows as column → stored value, in the order of the key.</summary>
    public async Task<List<Dictionary<string, object>>> ReadAsync(string? order = null)
    {
        var rows = new List<Dictionary<string, object>>();
        await using var db = database.Read(Guid.Empty);
        await using var command = await CommandAsync(db, $"SELECT * FROM {name} ORDER BY {order ?? string.Join(", ", key)}", []);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetValue));
        }

        return rows;
    }

    public Task SetAsync(Dictionary<string, object> row, string column, object value) =>
        RunAsync($"UPDATE {name} SET \"{column}\" = @v WHERE {Match}", [("@v", value), .. Keys(row)]);

    public Task DeleteAsync(Dictionary<string, object> row) => RunAsync($"DELETE FROM {name} WHERE {Match}", Keys(row));

    public Task InsertAsync(Dictionary<string, object> row) => RunAsync(
        $"INSERT INTO {name} ({string.Join(", ", row.Keys.Select(k => $"\"{k}\""))}) VALUES ({string.Join(", ", row.Keys.Select((_, i) => "@p" + i.ToString(CultureInfo.InvariantCulture)))})",
        [.. row.Values.Select((v, i) => ("@p" + i.ToString(CultureInfo.InvariantCulture), v))]);

    /// <summary>Another value of the same kind, as a forger would choose it.</summary>
    public static object Other(object value) => value switch
    {
        DBNull => throw new ArgumentException("Nothing is known of a null's kind.", nameof(value)),
        bool flag => !flag,
        long number => number == 1 ? 0L : number + 1,
        int number => number == 1 ? 0 : number + 1,
        double number => Math.BitIncrement(number),
        Guid id => new Guid([.. id.ToByteArray()[..15], (byte)(id.ToByteArray()[15] ^ 1)]),
        byte[] bytes => bytes.Length == 0 ? new byte[] { 1 } : (byte[])[.. bytes[..^1], (byte)(bytes[^1] ^ 1)],
        string text => OtherText(text),
        _ => throw new ArgumentException($"A column holds {value.GetType().Name}.", nameof(value)),
    };

    private static string OtherText(string text) => text switch
    {
        "" => "x",
        // The same document, written differently: still not what was committed to.
        _ when text[0] is '{' or '[' => text[0] + " " + text[1..],
        _ when Guid.TryParseExact(text, "D", out _) => text[..^1] + (text[^1] == '0' ? '1' : '0'),
        _ when DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) => day.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => text + "x",
    };

    private string Match => string.Join(" AND ", key.Select(k => $"{k} = @{k}"));

    private (string, object)[] Keys(Dictionary<string, object> row) => [.. key.Select(k => ("@" + k, row[k]))];

    private async Task RunAsync(string sql, IReadOnlyList<(string Name, object Value)> values)
    {
        await using var db = database.Read(Guid.Empty);
        await using var command = await CommandAsync(db, sql, values);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1, sql);
    }

    private static async Task<DbCommand> CommandAsync(HengjianDbContext db, string sql, IReadOnlyList<(string Name, object Value)> values)
    {
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync();
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (parameter, value) in values)
        {
            var added = command.CreateParameter();
            (added.ParameterName, added.Value) = (parameter, value);
            command.Parameters.Add(added);
        }

        return command;
    }
}
