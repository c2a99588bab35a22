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
    public static DatabaseSettings Sqlite(string dataDirectory) => new(DatabaseProvider.Sqlite, Path.GetFullPath(dataDirectory));

    public static DatabaseSettings PostgreSql(string dataDirectory, string connectionString) =>
        new(DatabaseProvider.PostgreSql, Path.GetFullPath(dataDirectory), connectionString);

    public string DatabaseFile => Path.Combine(DataDirectory, "hengjian.db");

    public string KeysDirectory => Path.Combine(DataDirectory, "keys");

    public string FilesDirectory => Path.Combine(DataDirectory, "files");
}
