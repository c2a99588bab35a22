using System.Text.Json;
using Hengjian.Governance.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.BrowserTests;

/// <summary>The demonstration, loaded once in this process; every server that wants it starts on a copy of its own, which takes a moment instead of the whole loading.</summary>
internal static class PreparedDemonstration
{
    private static readonly Lazy<Task<string>> Loaded = new(LoadAsync);

    /// <summary>A server over a copy of the demonstration.</summary>
    /// <param name="clock">A clock of the test's own; null: the real one.</param>
    public static async Task<AppServer> StartAsync(TimeProvider? clock = null, params IReadOnlyList<(string Name, string Value)> settings)
    {
        var copy = Directory.CreateTempSubdirectory("hengjian-browser-").FullName;
        Copy(await Loaded.Value, copy);
        return AppServer.StartUnder(clock, copy, settings: settings);
    }

    /// <summary>The password of a person of the demonstration.</summary>
    public static string PasswordOf(AppServer app, string user)
    {
        var file = Path.Combine(app.Services.GetRequiredService<DatabaseSettings>().DataDirectory, "demo-credentials.json");
        return JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateArray()
            .First(c => c.GetProperty("user").GetString() == user).GetProperty("password").GetString()!;
    }

    private static async Task<string> LoadAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hengjian-demonstration-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await AppServer.StartOver(folder).StopAsync();
        // Its connections rest in a pool; the last to close writes everything into the one file.
        for (var attempt = 0; attempt < 40 && Directory.EnumerateFiles(folder, "*-wal").Any(); attempt++)
        {
            SqliteConnection.ClearAllPools();
            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }

        return folder;
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }
}
