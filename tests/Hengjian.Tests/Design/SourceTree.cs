namespace Hengjian.Tests.Design;

/// <summary>The source files that a test reads: the repository is found by walking up from the test's own folder.</summary>
internal static class SourceTree
{
    /// <summary>The folder of the web project; fails where the tests run without the sources.</summary>
    public static string Web { get; } = Path.Combine(Root(), "src", "Hengjian.Web");

    public static IReadOnlyList<string> Files(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Path.Combine(Web, folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public static string Name(string file) => Path.GetRelativePath(Web, file).Replace('\\', '/');

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hengjian.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The sources are not above the test's folder.");
    }
}
