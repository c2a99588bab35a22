using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Regulations;

/// <summary>The overlays of an installation: the files <c>DIR/packs/*.json</c> of its data folder, read at the start.</summary>
internal static class OverlayFolder
{
    /// <summary>The product's packs with the folder's overlays laid on.</summary>
    /// <exception cref="RegulationPackException">A fault in any of them.</exception>
    public static RegulationCatalog Load(DatabaseSettings settings)
    {
        var folder = Path.Combine(settings.DataDirectory, "packs");
        var packs = RegulationCatalog.EmbeddedPacks();
        return Directory.Exists(folder)
            ? new RegulationCatalog(packs, [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(f => Read(f, packs))])
            : new RegulationCatalog(packs, []);
    }

    private static OverlayPack Read(string file, IReadOnlyList<RegulationPack> packs)
    {
        try
        {
            using var json = File.OpenRead(file);
            return OverlayPackLoader.Load(json, packs);
        }
        catch (RegulationPackException exception)
        {
            throw new RegulationPackException([.. exception.Problems.Select(p => p with { Path = $"packs/{Path.GetFileName(file)} {p.Path}" })]);
        }
    }
}
