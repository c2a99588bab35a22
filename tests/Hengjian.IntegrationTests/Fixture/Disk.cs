using System.Text;

namespace Hengjian.IntegrationTests.Fixture;

/// <summary>Looks for a text in the files of a data folder: what must be nowhere on disk.</summary>
internal static class Disk
{
    /// <summary>Files whose bytes hold the text in UTF-8, the database, its log and the settings included.</summary>
    public static IReadOnlyList<string> FilesHolding(string folder, string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Read(file).AsSpan().IndexOf(wanted) >= 0)];
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
