using System.Reflection;
using System.Text.RegularExpressions;
using Hengjian.Governance;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Interop;
using Hengjian.Ledger;

namespace Hengjian.Tests.Architecture;

/// <summary>Rules of CONTRIBUTING that can be read from code.</summary>
public sealed class HouseRuleTests
{
    private static readonly Assembly[] Product =
        [typeof(Digest).Assembly, Assembly.Load("Hengjian.Methods"), typeof(GovernanceSetup).Assembly, typeof(InteropSetup).Assembly, Assembly.Load("Hengjian.Web"), Assembly.Load("hengjian")];

    private static readonly string Root = FindRoot();

    [Fact]
    public void Product_CallsNoBannedSymbol()
    {
        var banned = Banned();
        var wrong = Product.SelectMany(a => a.GetTypes())
            .SelectMany(t => CodeReader.MembersUsedBy(t).Where(m => banned.Contains($"{m.DeclaringType?.FullName}.{m.Name}")).Select(m => $"{t.FullName} calls {m.DeclaringType!.Name}.{m.Name}"));

        wrong.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void BannedSymbols_PlantedCall_IsFound() =>
        CodeReader.MembersUsedBy(typeof(PlantedCall)).Select(m => $"{m.DeclaringType?.FullName}.{m.Name}").ShouldContain(name => Banned().Contains(name));

    [Fact]
    public void Tables_EachIsGovernedOrSaysWhyNot()
    {
        var tables = EntityTypes();

        tables.ShouldNotBeEmpty();
        tables.Where(t => !typeof(GovernedRow).IsAssignableFrom(t) && t.GetCustomAttribute<OutsideLedgerAttribute>() is null).ShouldBeEmpty();
    }

    [Fact]
    public void Tables_NoneIsBothGovernedAndOutsideTheLedger() =>
        EntityTypes().Where(t => typeof(GovernedRow).IsAssignableFrom(t) && t.GetCustomAttribute<OutsideLedgerAttribute>() is not null).ShouldBeEmpty();

    [Fact]
    public void RefusalCodes_EachHasTextsInBothLanguages()
    {
        var used = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(f => CodePattern.Matches(File.ReadAllText(f)).Select(m => m.Groups["code"].Value))
            .Where(code => !code.EndsWith('.')).ToHashSet();
        var missing = used.Where(code => !Texts("").Contains(code) || !Texts(".zh-CN").Contains(code));

        used.Count.ShouldBeGreaterThan(40);
        missing.ShouldBeEmpty();
    }

    private static readonly Regex CodePattern = new(
        "(?:Conflict|Forbidden)\\(\"(?<code>[a-z][A-Za-z]*\\.[A-Za-z.]+)\"|(?:[eE]rrors\\.\\w+|new Invalid|new FieldError)\\([^;]*?\"(?<code>(?:field|case|register|query|json)\\.[a-z][A-Za-z]+)\"",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(5));

    private static HashSet<string> Texts(string suffix) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "src/Hengjian.Web/Resources/Messages"), "*" + suffix + ".resx")
            .Where(f => suffix.Length > 0 || !f.Contains(".zh-CN.", StringComparison.Ordinal))
            .SelectMany(f => System.Xml.Linq.XDocument.Load(f).Root!.Elements("data").Where(d => d.Element("value")!.Value.Length > 0).Select(d => d.Attribute("name")!.Value)),
    ];

    private static HashSet<string> Banned() =>
        [.. File.ReadAllLines(Path.Combine(Root, "eng/BannedSymbols.txt")).Where(l => l.Length > 0).Select(l => l.Split(' ')[0])];

    private static List<Type> EntityTypes()
    {
        var folder = Directory.CreateTempSubdirectory("hengjian-model-");
        try
        {
            var settings = DatabaseSettings.Sqlite(folder.FullName);
            using var database = new Database(settings, new KeyFolder(settings));
            using var db = database.Read(Guid.Empty);
            return [.. db.Model.GetEntityTypes().Select(e => e.ClrType)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hengjian.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the source tree.");
    }

    private static class PlantedCall
    {
        public static Guid Call() => Guid.NewGuid();
    }
}
