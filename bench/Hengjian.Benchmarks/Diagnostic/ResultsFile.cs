namespace Hengjian.Benchmarks.Diagnostic;

/// <summary>A page of results under bench/results, one section a verb.</summary>
internal static class ResultsFile
{
    /// <summary>Writes the section anew and leaves the others.</summary>
    public static void Replace(string file, string title, string section, IEnumerable<string> lines)
    {
        var path = Path.Combine(Folder(), file);
        string[] old = File.Exists(path) ? File.ReadAllLines(path) : [$"# {title}", ""];
        var heading = $"## {section}";
        var start = Array.IndexOf(old, heading);
        var end = start < 0 ? old.Length : Array.FindIndex(old, start + 1, line => line.StartsWith("## ", StringComparison.Ordinal));
        string[] before = start < 0 ? old : old[..start];
        string[] after = end < 0 ? [] : old[end..];
        var text = string.Join('\n', [.. before, heading, "", .. lines, "", .. after]);
        File.WriteAllText(path, text.TrimEnd('\n') + "\n");
    }

    static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hengjian.slnx")))
                return Directory.CreateDirectory(Path.Combine(folder.FullName, "bench", "results")).FullName;
        }
        throw new DirectoryNotFoundException("the repository is not above the program");
    }
}
