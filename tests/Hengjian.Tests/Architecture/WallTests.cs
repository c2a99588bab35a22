using System.Reflection;
using Hengjian.Governance;
using Hengjian.Interop;
using Hengjian.Ledger;

namespace Hengjian.Tests.Architecture;

/// <summary>The walls of the modular monolith (ADR 0001), read from compiled code. Each test also shows that it can fail.</summary>
public sealed class WallTests
{
    /// <summary>Parts of Governance that are not modules: what every module stands on, and what puts modules together.</summary>
    private static readonly string[] Shared = ["Tables", "Kernel", "Persistence", "Regulations", "Identifiers", "Jobs"];
    private static readonly string[] Composition = ["Demonstration", "Persistence"];

    private static readonly Assembly Governance = typeof(GovernanceSetup).Assembly;

    private static readonly (Assembly Assembly, string[] May)[] Directions =
    [
        (typeof(Digest).Assembly, []),
        (Assembly.Load("Hengjian.Methods"), []),
        (Governance, ["Hengjian.Methods", "Hengjian.Ledger"]),
        (typeof(InteropSetup).Assembly, ["Hengjian.Governance", "Hengjian.Methods", "Hengjian.Ledger"]),
        (Assembly.Load("Hengjian.Web"), ["Hengjian.Interop", "Hengjian.Governance", "Hengjian.Methods", "Hengjian.Ledger"]),
        (Assembly.Load("hengjian"), ["Hengjian.Interop", "Hengjian.Governance", "Hengjian.Methods", "Hengjian.Ledger"]),
    ];

    [Fact]
    public void Projects_ReferenceOneAnother_InOneDirection()
    {
        var wrong = Directions.SelectMany(d => d.Assembly.GetReferencedAssemblies()
            .Where(r => r.Name!.StartsWith("Hengjian.", StringComparison.Ordinal) && !d.May.Contains(r.Name))
            .Select(r => $"{d.Assembly.GetName().Name} → {r.Name}"));

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Modules_Enumerated_AreTheKnownOnes() =>
        new[] { "Access", "Cases", "Institutions", "Practitioners", "Quality", "Technologies", "Transparency" }.ShouldBeSubsetOf(Modules());

    [Fact]
    public void Modules_UseOneAnother_ThroughContractsAlone()
    {
        var breaches = Governance.GetTypes()
            .Where(t => ModuleOf(t) is { } own && Modules().Contains(own) && !Composition.Contains(own))
            .SelectMany(t => Breaches(t))
            .Distinct().Order().ToList();

        breaches.ShouldBeEmpty();
    }

    [Fact]
    public void Breaches_TypeThatReachesIntoAnotherModule_AreFound() =>
        Breaches(typeof(PlantedBreach), "Practitioners").ShouldContain(b => b.Contains("Cases.Domain", StringComparison.Ordinal));

    [Fact]
    public void PureLibraries_UseNoInputOrOutput()
    {
        string[] outside = ["System.IO.File", "System.IO.Directory", "System.Net.Http.HttpClient", "System.Console", "System.Diagnostics.Process"];
        var wrong = new[] { typeof(Digest).Assembly, Assembly.Load("Hengjian.Methods") }.SelectMany(a => a.GetTypes())
            .SelectMany(t => CodeReader.TypesUsedBy(t).Where(u => outside.Contains(u.FullName)).Select(u => $"{t.FullName} → {u.FullName}"));

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void TypesUsedBy_MethodBody_AreSeen() => CodeReader.TypesUsedBy(typeof(PlantedBreach)).ShouldContain(typeof(Hengjian.Governance.Cases.Domain.Case));

    private static HashSet<string> Modules() =>
        [.. Governance.GetTypes().Select(ModuleOf).OfType<string>().Where(m => !Shared.Contains(m) && m != "Demonstration")];

    private static IEnumerable<string> Breaches(Type type, string? asModule = null)
    {
        var own = asModule ?? ModuleOf(type)!;
        return CodeReader.TypesUsedBy(type)
            .Where(used => ModuleOf(used) is { } other && other != own && Modules().Contains(other) && PartOf(used) != "Contracts")
            .Select(used => $"{type.FullName} → {used.FullName}");
    }

    /// <summary>Second name after <c>Hengjian.Governance</c>, or null for types of the root namespace and of other assemblies.</summary>
    private static string? ModuleOf(Type type) => Part(type, 2);

    private static string? PartOf(Type type) => Part(type, 3);

    private static string? Part(Type type, int index) =>
        type.Namespace is { } name && name.StartsWith("Hengjian.Governance.", StringComparison.Ordinal) && name.Split('.') is var parts && parts.Length > index ? parts[index] : null;

    private static class PlantedBreach
    {
        public static object Reach() => new Hengjian.Governance.Cases.Domain.Case();
    }
}
