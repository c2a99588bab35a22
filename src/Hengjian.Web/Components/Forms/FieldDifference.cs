using Hengjian.Web.Components.Design;

namespace Hengjian.Web.Components.Forms;

/// <summary>A field that differs: as it is stored now, and as the form has it.</summary>
public sealed record FieldDifference(string Label, string Now, string Yours)
{
    /// <summary>The fields in which two summaries of a record differ; both have the same labels in the same order.</summary>
    public static IReadOnlyList<FieldDifference> Between(IEnumerable<LabelValue> now, IEnumerable<LabelValue> yours) =>
        [.. now.Zip(yours).Where(p => p.First.Value != p.Second.Value).Select(p => new FieldDifference(p.First.Label, Shown(p.First.Value), Shown(p.Second.Value)))];

    private static string Shown(string value) => value.Length == 0 ? "–" : value;
}
