namespace Hengjian.Tests;

/// <summary>
/// The data that several projects share and that is no part of this repository: the folder in the environment variable
/// <c>HENGJIAN_SHARED</c>, else the first folder named <c>shared</c> with a <c>data</c> folder beside or above the repository.
/// </summary>
internal static class SharedData
{
    /// <summary>The folder that holds <c>data</c>, or null where it is absent.</summary>
    public static string? Root { get; } = Find();

    /// <summary>The folder that holds <c>data</c>; skips the running test where it is absent.</summary>
    public static string Require()
    {
        Assert.SkipWhen(Root is null, "The shared data are not on this machine; set HENGJIAN_SHARED to their folder.");
        return Root!;
    }

    /// <summary>A path inside the shared folder; skips the running test where the shared data are absent.</summary>
    public static string Require(params string[] path) => Path.Combine([Require(), .. path]);

    static string? Find()
    {
        if (Environment.GetEnvironmentVariable("HENGJIAN_SHARED") is { Length: > 0 } named)
            return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(shared, "data")))
                return shared;
        }

        return null;
    }
}
