using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Hengjian.IntegrationTests.Fixture;

/// <summary>A PostgreSQL 15 of the test run's own, reached through a socket in a temporary folder; started at first use, removed at the end. Nothing of it survives.</summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    private static readonly string[] BinaryFolders = ["/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin"];
    private static readonly SemaphoreSlim Starting = new(1, 1);
    private static PostgreSqlServer? _running;

    private readonly string _binaries;
    private readonly string _folder;
    private int _databases;

    private PostgreSqlServer(string binaries, string folder)
    {
        _binaries = binaries;
        _folder = folder;
    }

    /// <summary>The server; skips the running test where PostgreSQL is not installed.</summary>
    public static async Task<PostgreSqlServer> RequireAsync()
    {
        var binaries = BinaryFolders.FirstOrDefault(Directory.Exists);
        Assert.SkipWhen(binaries is null, "PostgreSQL is not installed (Debian: apt-get install postgresql-15).");
        await Starting.WaitAsync();
        try
        {
            return _running ??= await StartAsync(binaries!);
        }
        finally
        {
            Starting.Release();
        }
    }

    public static ValueTask StopAsync() => _running?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A new, empty database; answers its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = "test_" + Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionTo(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync(_binaries, "pg_ctl", "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private static async Task<PostgreSqlServer> StartAsync(string binaries)
    {
        var folder = Directory.CreateTempSubdirectory("hengjian-pg-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            await RunAsync(null, "chown", "postgres", folder);
        }

        var server = new PostgreSqlServer(binaries, folder);
        await RunAsync(binaries, "initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        var options = $"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=300";
        await RunAsync(binaries, "pg_ctl", "-D", server.Data, "-o", options, "-l", Path.Combine(folder, "log"), "-w", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(server);
        return server;
    }

    /// <summary>Last resort when the run ends without disposing (Ctrl-C).</summary>
    private static void Stop(PostgreSqlServer server)
    {
        if (Directory.Exists(server._folder))
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder { Host = _folder, Username = "postgres", Database = database, MaxPoolSize = 40 }.ConnectionString;

    private static async Task RunAsync(string? binaries, string program, params string[] arguments)
    {
        var path = binaries is null ? program : Path.Combine(binaries, program);
        string[] command = binaries is not null && Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", path, .. arguments] : [path, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        // pg_ctl leaves the server with these pipes, so they are not read to their end.
        var error = program == "pg_ctl" ? Task.FromResult("see its log") : process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error}");
        }
    }
}

/// <summary>Ends what the test run shares. Registered in AssemblyInfo.cs.</summary>
public sealed class TestRun : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Reporting.Desk.CloseAllAsync();
        await AppFixture.StopSharedAsync();
        await PostgreSqlServer.StopAsync();
    }
}
