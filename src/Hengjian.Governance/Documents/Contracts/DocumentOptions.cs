namespace Hengjian.Governance.Documents.Contracts;

/// <summary>How large documents may be, in the section <c>documents</c> of <c>DIR/hengjian.json</c>.</summary>
public sealed class DocumentOptions
{
    public const string Section = "documents";

    /// <summary>The most that the setting may say.</summary>
    public const int MostMegabytes = 100;

    /// <summary>Largest file in megabytes (1 to <see cref="MostMegabytes"/>).</summary>
    public int LargestMegabytes { get; set; } = 20;

    public long LargestBytes => LargestMegabytes * 1024L * 1024L;
}
