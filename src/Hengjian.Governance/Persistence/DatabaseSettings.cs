using System.Text.Json;
using Npgsql;

namespace Hengjian.Governance.Persistence;

public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}

/// <summary>Where data lie. Everything that a copy needs to verify (database, keys, files) is under <paramref name="DataDirectory"/>; with PostgreSQL the rows are on the server.</summary>
/// <param name="Provider">Embedded SQLite (default) or PostgreSQL.</param>
/// <param name="DataDirectory">Absolute path of the data folder.</param>
/// <param name="ConnectionString">Connection string of PostgreSQL; null for SQLite, whose file is <c>DIR/hengjian.db</c>.</param>
public sealed record DatabaseSettings(DatabaseProvider Provider, string DataDirectory, string? ConnectionString = null)
{
    /// <summary>Environment variable with the connection string of PostgreSQL; it goes before the file.</summary>
    public const string PostgreSqlVariable = "HENGJIAN_POSTGRES";

    /// <summary>Settings of an installation, in its data folder: a JSON object, of which <c>postgres</c> is the connection string of PostgreSQL.</summary>
    public const string SettingsFileName = "hengjian.json";

    public static DatabaseSettings Sqlite(string dataDirectory) => new(DatabaseProvider.Sqlite, Path.GetFullPath(dataDirectory));

    public static DatabaseSettings PostgreSql(string dataDirectory, string connectionString) =>
        new(DatabaseProvider.PostgreSql, Path.GetFullPath(dataDirectory), connectionString);

    /// <summary>
    /// The database of a data folder, the same for the web application and the command line: PostgreSQL when <see cref="PostgreSqlVariable"/> or, in
    /// <c>DIR/hengjian.json</c>, <c>postgres</c> holds a connection string, else SQLite in the folder.
    /// </summary>
    /// <exception cref="FormatException">The file is not a JSON object, or the connection string cannot be read; the message says where, without the string.</exception>
    public static DatabaseSettings FromDirectory(string dataDirectory)
    {
        var connection = Environment.GetEnvironmentVariable(PostgreSqlVariable) is { Length: > 0 } variable
            ? Checked(variable, PostgreSqlVariable)
            : FromFile(Path.Combine(dataDirectory, SettingsFileName));
        return connection is null ? Sqlite(dataDirectory) : PostgreSql(dataDirectory, connection);
    }

    public string DatabaseFile => Path.Combine(DataDirectory, "hengjian.db");

    public string KeysDirectory => Path.Combine(DataDirectory, "keys");

    public string FilesDirectory => Path.Combine(DataDirectory, "files");

    public string SettingsFile => Path.Combine(DataDirectory, SettingsFileName);

    /// <summary>Keeps the server's password out of logs.</summary>
    public override string ToString() => $"{Provider} in {DataDirectory}";

    private static string? FromFile(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var settings = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return settings.RootElement.TryGetProperty("postgres", out var postgres) && postgres.GetString() is { Length: > 0 } connection
                ? Checked(connection, path)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException($"{path} is not a JSON object of settings.", exception);
        }
    }

    private static string Checked(string connection, string source)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection).ConnectionString;
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"{source} does not hold a connection string of PostgreSQL.", exception);
        }
    }
}
