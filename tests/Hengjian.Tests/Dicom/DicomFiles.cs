using Hengjian.Interop.Dicom;

namespace Hengjian.Tests.Dicom;

/// <summary>The shared DICOM files, by others and by us.</summary>
internal static class DicomFiles
{
    /// <summary>Paths below the DICOM folder of the shared data, for theories; one entry that skips itself where they are absent.</summary>
    public static TheoryData<string> Matching(string pattern)
    {
        if (SharedData.Root is null)
            return ["(absent)"];
        var folder = Folder();
        return
        [
            .. Directory
                .EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The structured reports: every file that dsrdump read for the shared data.</summary>
    public static TheoryData<string> Reports =>
        SharedData.Root is null
            ? ["(absent)"]
            :
            [
                .. Matching("*.dsrdump.txt")
                    .Select(row =>
                        Path.GetFileName(row.Data).Replace(".dsrdump.txt", "", StringComparison.Ordinal).Replace("__", "/", StringComparison.Ordinal)
                    ),
            ];

    /// <summary>What dsrdump printed for a report.</summary>
    public static string ExpectedDump(string name) =>
        File.ReadAllText(PathOf(Path.Combine("expected", name.Replace("/", "__", StringComparison.Ordinal) + ".dsrdump.txt")));

    /// <summary>The whole path of a file; skips the running test where the shared data are absent.</summary>
    public static string PathOf(string name) => SharedData.Require("data", "interop", "dicom", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public static DicomObject Read(string name, DicomReadOptions? options = null)
    {
        using var file = File.OpenRead(PathOf(name));
        return DicomReader.Read(file, options);
    }

    static string Folder() => Path.Combine(SharedData.Root!, "data", "interop", "dicom");
}
