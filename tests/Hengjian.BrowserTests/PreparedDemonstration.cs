using Microsoft.Data.Sqlite;

namespace Hengjian.BrowserTests;

/// <summary>The demonstration, loaded once in this process; every server that wants it starts on a copy of its own, which takes a moment instead of the whole loading.</summary>
internal static class PreparedDemonstration
{
    private static readonly Lazy<Task<string>> Loaded = new(LoadAsync);

    /// <summary>A server over a copy of the demonstration.</summary>
    public static async Task<AppServer> StartAsync()
    {
        var copy = Directory.CreateTempSubdirectory("hengjian-browser-").FullName;
        Copy(await Loaded.Value, copy);
        return AppServer.StartOver(copy);
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
