using System.Text.Json;
using System.Text.Json.Nodes;
using Hengjian.Cli.Methods;

namespace Hengjian.Tests.Methods;

/// <summary>
/// Every worked example in docs/methods/*.md is run: a fenced block <c>csv NAME</c> is a file, a block <c>console</c> holds one command,
/// and the next block is what it must give: <c>json</c> (exit 0; only the keys shown, numbers to the decimals shown) or <c>stderr CODE</c>.
/// </summary>
public sealed class DocumentedExamples
{
    public static TheoryData<string, int> All()
    {
        var examples = new TheoryData<string, int>();
        foreach (var file in Directory.EnumerateFiles(Folder(), "*.md").Order(StringComparer.Ordinal))
        {
            var count = Fences(file).Count(fence => fence.Info == "console");
            for (var number = 1; number <= count; number++)
                examples.Add(Path.GetFileName(file), number);
        }

        return examples;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Example_WhenRun_GivesWhatIsShown(string page, int number)
    {
        var fences = Fences(Path.Combine(Folder(), page));
        var command = fences.FindIndex(IsNthConsole(number));
        command.ShouldBeLessThan(fences.Count - 1, "a console block needs a json or stderr block after it");
        var folder = Directory.CreateTempSubdirectory("hengjian").FullName;
        try
        {
            foreach (var fence in fences.Where(fence => fence.Info.StartsWith("csv ", StringComparison.Ordinal)))
                File.WriteAllText(Path.Combine(folder, fence.Info[4..].Trim()), fence.Text);
            Check(MethodsCli.Run(ArgumentsOf(fences[command].Text, folder)), fences[command + 1]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void EveryMethod_HasItsPage() =>
        Directory.EnumerateFiles(Folder(), "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!)
            .ShouldBe(MethodCatalogue.All.Select(method => method.Name), ignoreOrder: true);

    [Fact]
    public void EveryPage_HasAnExample()
    {
        var without = Directory.EnumerateFiles(Folder(), "*.md").Where(file => Fences(file).TrueForAll(fence => fence.Info != "console"));

        without.Select(Path.GetFileName).ShouldBeEmpty();
    }

    static void Check(CliRun run, Fence expected)
    {
        if (expected.Info == "json")
        {
            JsonComparison.Differences(run.Result(), JsonNode.Parse(expected.Text), AsShown).ShouldBeEmpty();
            return;
        }

        expected.Info.ShouldStartWith("stderr ");
        run.ShouldFail(int.Parse(expected.Info[7..], System.Globalization.CultureInfo.InvariantCulture), expected.Text.Trim());
    }

    /// <summary>A number with decimals agrees to half a unit of the last one shown; a whole number agrees to 1e-9.</summary>
    static bool AsShown(string path, double actual, JsonValue expected)
    {
        var shown = expected.GetValue<JsonElement>().GetRawText();
        var value = double.Parse(shown, System.Globalization.CultureInfo.InvariantCulture);
        var mantissa = shown.Split('e', 'E');
        var point = mantissa[0].IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
            return Math.Abs(actual - value) <= 1e-9 * Math.Max(1, Math.Abs(value));
        var exponent = mantissa.Length > 1 ? int.Parse(mantissa[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
        var unit = Math.Pow(10, exponent - (mantissa[0].Length - point - 1));
        return Math.Abs(actual - value) <= 0.5000001 * unit;
    }

    static string[] ArgumentsOf(string console, string folder)
    {
        var line = console.Replace("\\\n", " ", StringComparison.Ordinal).Trim();
        line.ShouldStartWith("$ hengjian methods ");
        var arguments = CommandLine.Split(line["$ hengjian methods ".Length..]);
        var data = Array.IndexOf(arguments, "--data");
        if (data >= 0)
            arguments[data + 1] = Path.Combine(folder, arguments[data + 1]);
        return arguments;
    }

    static Predicate<Fence> IsNthConsole(int number)
    {
        var seen = 0;
        return fence => fence.Info == "console" && ++seen == number;
    }

    static List<Fence> Fences(string file)
    {
        var fences = new List<Fence>();
        string? info = null;
        var text = new System.Text.StringBuilder();
        foreach (var line in File.ReadLines(file))
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                if (info is not null)
                    text.Append(line).Append('\n');
            }
            else if (info is null)
            {
                info = line[3..].Trim();
            }
            else
            {
                fences.Add(new Fence(info, text.ToString()));
                text.Clear();
                info = null;
            }
        }

        return fences;
    }

    static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var pages = Path.Combine(folder.FullName, "docs", "methods");
            if (Directory.Exists(pages))
                return pages;
        }

        throw new DirectoryNotFoundException("docs/methods is not above the test's folder");
    }

    sealed record Fence(string Info, string Text);
}
