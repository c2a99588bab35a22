using System.Reflection;

namespace Hengjian.Governance.Regulations;

/// <summary>
/// The packs and overlays of this installation, checked together: which decides at a moment for an institution, and where overlays ask less than
/// the specification (R17-0.0). Immutable; a new pack means a new catalog.
/// </summary>
public sealed class RegulationCatalog
{
    private const string PackFolder = ".Regulations.Packs.";

    private readonly List<RegulationPack> packs;
    private readonly List<OverlayPack> overlays;

    /// <summary>Checks the packs and every combination of overlays that can come into force.</summary>
    /// <exception cref="RegulationPackException">Two packs with one key, or an overlay that asks less without an approval.</exception>
    public RegulationCatalog(IEnumerable<RegulationPack> packs, IEnumerable<OverlayPack> overlays)
    {
        this.packs = [.. packs];
        this.overlays = [.. overlays.OrderBy(o => o.Kind).ThenBy(o => o.Id, StringComparer.Ordinal)];
        var problems = new List<PackProblem>();
        var keys = this.packs.Select(p => p.Key).Concat(this.overlays.Select(o => o.Key));
        foreach (var twice in keys.GroupBy(k => k, StringComparer.Ordinal).Where(g => g.Count() > 1))
            problems.Add(new PackProblem(twice.Key, "stands twice; give the new one a version of its own"));
        foreach (var (institution, day) in Situations())
        {
            foreach (var regulation in Regulations())
                _ = Compose(regulation, institution, day, problems);
        }

        if (problems.Count > 0)
            throw new RegulationPackException([.. problems.Distinct()]);
    }

    /// <summary>All packs.</summary>
    public IReadOnlyList<RegulationPack> Packs => packs;

    /// <summary>All overlays, in the order in which they are laid on.</summary>
    public IReadOnlyList<OverlayPack> Overlays => overlays;

    /// <summary>Whether any overlay is for named institutions, so that a decision must know whose it is.</summary>
    public bool NamesInstitutions => overlays.Exists(o => o.Institutions.Count > 0);

    /// <summary>The packs of the product with these overlays.</summary>
    /// <param name="overlays">Overlay JSON, for example the files of the installation's folder.</param>
    /// <exception cref="RegulationPackException">A fault in any of them.</exception>
    public static RegulationCatalog LoadEmbedded(params IEnumerable<Stream> overlays)
    {
        var embedded = EmbeddedPacks();
        return new RegulationCatalog(embedded, overlays.Select(o => OverlayPackLoader.Load(o, embedded)));
    }

    /// <summary>
    /// The pack of a regulation that decides at a moment: of those in force on that day (Asia/Shanghai) the one with the newest version, with the
    /// overlays in force for the institution. <c>null</c> where none is in force.
    /// </summary>
    /// <param name="at">The moment.</param>
    /// <param name="institution">Unified social credit code; <c>null</c>: overlays for all alone.</param>
    /// <param name="regulation">The pack's id.</param>
    public EffectivePack? InForce(DateTimeOffset at, string? institution = null, string regulation = "R17") =>
        Compose(regulation, institution, ShanghaiDay.Of(at), []);

    /// <summary>The parameters of a clause as they stand at a moment for an institution.</summary>
    /// <exception cref="InvalidOperationException">No pack in force at that moment has the clause.</exception>
    public ClauseParameters Parameters(string clause, DateTimeOffset at, string? institution = null) =>
        new((InForce(at, institution, clause.Split('-')[0])?.Find(clause) ?? throw new InvalidOperationException($"No pack in force has {clause}.")).Parameters);

    /// <summary>Days on which what is in force can change: a pack, clause or overlay begins, or ended the day before.</summary>
    public IReadOnlyList<DateOnly> ChangeDays()
    {
        EffectivePeriod[] periods =
        [
            .. packs.Select(p => p.Effective), .. packs.SelectMany(p => p.Clauses).Select(c => c.Effective), .. overlays.Select(o => o.Effective),
        ];
        return [.. periods.Select(p => p.From).Concat(periods.Select(p => p.To is { } to && to < DateOnly.MaxValue ? to.AddDays(1) : (DateOnly?)null)).OfType<DateOnly>().Distinct()];
    }

    /// <summary>Every value that a whole-number parameter of this name has in any pack or overlay, whichever is in force.</summary>
    public IReadOnlyList<int> ValuesOf(string parameter) =>
    [
        .. packs.SelectMany(p => p.Clauses).Select(c => c.Parameters.GetValueOrDefault(parameter)?.Value)
            .Concat(overlays.SelectMany(o => o.Clauses.Values).Select(c => c.Parameters.GetValueOrDefault(parameter)?.Value))
            .OfType<long>().Distinct().Select(v => (int)v),
    ];

    /// <summary>What R17-0.0 asks to be shown: each number or level below the specification's, with who approved it.</summary>
    public IReadOnlyList<PackDeviation> Deviations(DateTimeOffset at, string? institution = null) =>
        [.. Regulations().SelectMany(r => InForce(at, institution, r)?.Deviations ?? [])];

    /// <summary>The packs of the product.</summary>
    internal static IReadOnlyList<RegulationPack> EmbeddedPacks()
    {
        var assembly = typeof(RegulationCatalog).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(n => n.Contains(PackFolder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(n => LoadResource(assembly, n)),
        ];
    }

    private static RegulationPack LoadResource(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        return RegulationPackLoader.Load(stream);
    }

    private IEnumerable<string> Regulations() => packs.Select(p => p.Id).Distinct(StringComparer.Ordinal);

    private EffectivePack? Compose(string regulation, string? institution, DateOnly day, List<PackProblem> problems)
    {
        var pack = packs.Where(p => p.Id == regulation && p.Effective.Contains(day)).MaxBy(p => p.Version);
        if (pack is null)
            return null;
        var applied = overlays
            .Where(o => o.Base == regulation && o.Effective.Contains(day) && o.AppliesTo(institution))
            .GroupBy(o => o.Id, StringComparer.Ordinal)
            .Select(g => g.MaxBy(o => o.Version)!)
            .ToArray();
        return EffectivePack.Compose(pack, applied, problems);
    }

    /// <summary>Every institution named by an overlay (and one that none names) on every day on which the set in force can change.</summary>
    private IEnumerable<(string? Institution, DateOnly Day)> Situations()
    {
        DateOnly[] days = [DateOnly.MinValue, .. ChangeDays()];
        var institutions = overlays.SelectMany(o => o.Institutions).Distinct(StringComparer.Ordinal).Cast<string?>().Append(null).ToArray();
        return institutions.SelectMany(_ => days, (institution, day) => (institution, day));
    }
}
