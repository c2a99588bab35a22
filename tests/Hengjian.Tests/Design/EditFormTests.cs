using System.Text.RegularExpressions;

namespace Hengjian.Tests.Design;

/// <summary>Of two people who change one record, the second sees what the first has changed: every form that changes a record carries the version that was seen.</summary>
public sealed partial class EditFormTests
{
    private static readonly string[] Versions = ["name=\"version\"", "name=\"after\"", "name=\"Input.Version\""];

    [Fact]
    public void Pages_ThatChangeARecord_CarryItsVersion() => Pages().Where(p => Edits().IsMatch(p.Text) && !HasVersion(p.Text)).Select(p => p.Name).ShouldBeEmpty();

    [Fact]
    public void Pages_ThatCarryAVersion_ShowWhatDiffers()
    {
        var pages = Pages().Where(p => HasVersion(p.Text)).ToList();

        pages.Count.ShouldBeGreaterThan(20);
        pages.Where(p => !p.Text.Contains("<StaleNotice", StringComparison.Ordinal)).Select(p => p.Name).ShouldBeEmpty();
    }

    private static bool HasVersion(string text) => Versions.Any(v => text.Contains(v, StringComparison.Ordinal));

    private static IEnumerable<(string Name, string Text)> Pages() =>
        SourceTree.Files("Components/Pages", "*.razor").Select(f => (SourceTree.Name(f), File.ReadAllText(f)));

    /// <summary>A route of a page that changes what stands: it ends in <c>/edit</c>, or calls an act that takes the version seen.</summary>
    [GeneratedRegex("@page \"[^\"]*/edit\"|\\.ChangeAsync\\(|\\.ChangeRolesAsync\\(", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Edits();
}
