using System.Formats.Tar;
using System.IO.Compression;
using Hengjian.Governance.Persistence;
using Microsoft.Data.Sqlite;

namespace Hengjian.Cli.Backup;

/// <summary>
/// <c>hengjian backup --data DIR --to FILE</c> and <c>restore --from FILE --data DIR [--erasures FILE|DIR]</c>: one compressed archive of a consistent copy of the database, the keys and the
/// files. It holds every key: keep it as safe as the folder itself. With PostgreSQL the database is backed up by its own tools.
/// A backup brings back what was erased after it: the list of erasures, or the folder of the installation that it replaces, has it erased again before anybody can read it.
/// </summary>
internal static class BackupCommand
{
    private const string DatabaseEntry = "hengjian.db";

    public static Task<int> BackupAsync(string[] arguments, TextWriter stdout, TextWriter stderr) => AccessVerb.RunAsync("backup", stderr, async () =>
    {
        var options = VerbOptions.Parse(arguments, "--data", "--to");
        var settings = DatabaseSettings.FromDirectory(options.Require("--data"));
        var target = options.Require("--to");
        if (settings.Provider != DatabaseProvider.Sqlite)
        {
            throw new BadCommandException("the data are on PostgreSQL: back it up with pg_dump, and copy the folder's keys");
        }

        if (!File.Exists(settings.DatabaseFile))
        {
            throw new BadCommandException($"there is no installation in {settings.DataDirectory}");
        }

        if (File.Exists(target))
        {
            throw new BadCommandException($"{target} exists already");
        }

        var staged = Directory.CreateTempSubdirectory("hengjian-backup-");
        try
        {
            CopyDatabase(settings.DatabaseFile, Path.Combine(staged.FullName, DatabaseEntry));
            CopyFolder(settings.KeysDirectory, Path.Combine(staged.FullName, "keys"));
            CopyFolder(settings.FilesDirectory, Path.Combine(staged.FullName, "files"));
            await using var file = new FileStream(target, PrivateFile(FileMode.CreateNew));
            await using var compressed = new GZipStream(file, CompressionLevel.Fastest);
            await TarFile.CreateFromDirectoryAsync(staged.FullName, compressed, includeBaseDirectory: false);
        }
        finally
        {
            staged.Delete(recursive: true);
        }

        await stdout.WriteLineAsync(target);
    });

    public static Task<int> RestoreAsync(string[] arguments, TextWriter stdout, TextWriter stderr) => AccessVerb.RunAsync("restore", stderr, async () =>
    {
        var options = VerbOptions.Parse(arguments, "--from", "--data", "--erasures");
        var directory = Path.GetFullPath(options.Require("--data"));
        if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any())
        {
            throw new BadCommandException($"{directory} is not empty");
        }

        // Before anything is unpacked: without it the restored data would have to go again.
        var erasures = options.Find("--erasures") is { } source ? await ErasuresCommand.ReadAsync(source) : null;

        try
        {
            Directory.CreateDirectory(directory);
            await using var file = File.OpenRead(options.Require("--from"));
            await using var compressed = new GZipStream(file, CompressionMode.Decompress);
            await TarFile.ExtractToDirectoryAsync(compressed, directory, overwriteFiles: false);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new BadCommandException($"{options.Require("--from")} cannot be restored: {exception.Message}");
        }

        if (!File.Exists(Path.Combine(directory, DatabaseEntry)))
        {
            throw new BadCommandException("the archive holds no database");
        }

        if (erasures is null)
        {
            await stderr.WriteLineAsync("hengjian restore: no list of erasures was given; what was erased after the backup stands again until \"hengjian erasures apply\"");
        }
        else
        {
            await EraseAgainAsync(directory, erasures, stdout);
        }

        await stdout.WriteLineAsync(directory);
    });

    /// <summary>Where the list is refused nothing is restored: the data are not left standing with what was erased.</summary>
    private static async Task EraseAgainAsync(string directory, string erasures, TextWriter stdout)
    {
        try
        {
            await ErasuresCommand.ApplyAsync(directory, erasures, stdout);
        }
        catch (BadCommandException)
        {
            Directory.Delete(directory, recursive: true);
            throw;
        }
    }

    /// <summary>SQLite's online backup: consistent while the application writes.</summary>
    private static void CopyDatabase(string from, string to)
    {
        using var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = from, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
        source.Open();
        target.Open();
        source.BackupDatabase(target);
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        if (!Directory.Exists(from))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static FileStreamOptions PrivateFile(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
