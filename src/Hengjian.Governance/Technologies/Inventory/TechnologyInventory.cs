using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Hengjian.Governance.Technologies.Registers;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Inventory;

/// <summary>Which part of the inventory is asked for; null members ask for all.</summary>
/// <param name="Text">In the name, manufacturer, intended use, specialty, category, algorithm or certificate number.</param>
/// <param name="AiClass">Class of the technology.</param>
/// <param name="Scope">Outcome of the scope questions.</param>
/// <param name="Stage">A deployment stands in this stage; what studies brought in is shown for <see cref="DeploymentStage.Study"/> alone.</param>
/// <param name="Department">A deployment runs there.</param>
/// <param name="Tier">Risk tier of a version in use.</param>
public sealed record InventoryFilter(string? Text, AiClass? AiClass, TechnologyScope? Scope, DeploymentStage? Stage, Guid? Department, RiskTier? Tier = null)
{
    public bool IsEmpty => this == new InventoryFilter(null, null, null, null, null);
}

/// <summary>Where a technology is used.</summary>
public sealed record InventoryUse(Guid Id, string Name, DeploymentStage Stage, Guid? DepartmentId, Guid VersionId);

/// <summary>One AI product of the institution.</summary>
/// <param name="Technology">Its record.</param>
/// <param name="Current">Versions in use, or the newest where none is.</param>
/// <param name="Scope">Their outcome; where they differ, the one that asks for most.</param>
/// <param name="Tier">Their highest risk tier; null: not decided.</param>
/// <param name="Uses">Deployments.</param>
public sealed record InventoryItem(TechnologyView Technology, IReadOnlyList<TechnologyVersionView> Current, TechnologyScope Scope, RiskTier? Tier, IReadOnlyList<InventoryUse> Uses);

/// <summary>The inventory: what the filter found, and counts by outcome over what it found apart from the outcome.</summary>
public sealed record InventoryView(IReadOnlyList<InventoryItem> Items, IReadOnlyDictionary<TechnologyScope, int> Counts);

/// <summary>All AI of the institution, in scope of the specification or not. Read whole: no institution has so many products that a page of them would be quicker.</summary>
public sealed class TechnologyInventory(Database database, TimeProvider clock)
{
    /// <summary>From the outcome that asks for most to the one that asks for least.</summary>
    private static readonly TechnologyScope[] MostPressing =
        [TechnologyScope.NotAdmissible, TechnologyScope.Undetermined, TechnologyScope.InScope, TechnologyScope.NoGreatInfluence, TechnologyScope.Embedded];

    public async Task<InventoryView> ListAsync(Caller caller, InventoryFilter filter, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var technologies = await db.Set<Technology>().OrderBy(t => t.Name).ThenBy(t => t.Id).ToListAsync(cancellationToken);
        var versions = (await db.Set<TechnologyVersion>().ToListAsync(cancellationToken)).ToLookup(v => v.TechnologyId);
        var certificates = (await db.Set<RegistrationCertificate>().ToListAsync(cancellationToken)).ToLookup(c => c.TechnologyId);
        var deployments = (await db.Set<Deployment>().OrderBy(d => d.Name).ToListAsync(cancellationToken)).ToLookup(d => d.TechnologyId);
        var now = clock.GetUtcNow();
        var found = technologies
            .Select(t => Item(TechnologyViews.Of(t, [.. versions[t.Id]], [.. certificates[t.Id]]), [.. deployments[t.Id]], now))
            .Where(i => Matches(i, filter))
            .ToList();
        return new InventoryView(
            [.. found.Where(i => filter.Scope is null || i.Scope == filter.Scope)],
            MostPressing.ToDictionary(s => s, s => found.Count(i => i.Scope == s)));
    }

    private static InventoryItem Item(TechnologyView technology, IReadOnlyList<Deployment> deployments, DateTimeOffset now)
    {
        var used = deployments.Where(d => d.Stage != DeploymentStage.Retired).Select(d => d.TechnologyVersionId).ToHashSet();
        var current = technology.Versions.Where(v => used.Contains(v.Id)).ToList();
        if (current.Count == 0)
        {
            current = [.. technology.Versions.Take(1)];
        }

        var outcomes = current.Select(v => v.ScopeAt(now)).DefaultIfEmpty(TechnologyScope.Undetermined).ToHashSet();
        return new InventoryItem(
            technology,
            current,
            MostPressing.First(outcomes.Contains),
            current.Select(v => v.Risk?.Tier).OfType<RiskTier>().Cast<RiskTier?>().Min(),
            [.. deployments.Select(d => new InventoryUse(d.Id, d.Name, d.SuspendedAt is null ? d.Stage : DeploymentStage.Suspended, d.DepartmentId, d.TechnologyVersionId))]);
    }

    private static bool Matches(InventoryItem item, InventoryFilter filter)
    {
        var study = item.Uses.Count > 0 && item.Uses.All(u => u.Stage == DeploymentStage.Study);
        return study == (filter.Stage == DeploymentStage.Study)
            && (filter.AiClass is null || item.Technology.AiClass == filter.AiClass)
            && (filter.Stage is null || item.Uses.Any(u => u.Stage == filter.Stage))
            && (filter.Department is null || item.Uses.Any(u => u.DepartmentId == filter.Department))
            && (filter.Tier is null || item.Tier == filter.Tier)
            && (string.IsNullOrWhiteSpace(filter.Text) || Texts(item).Any(t => t.Contains(filter.Text.Trim(), StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> Texts(InventoryItem item) =>
    [
        item.Technology.Name, item.Technology.Manufacturer, item.Technology.IntendedUse, item.Technology.Specialty, item.Technology.Category,
        .. item.Technology.Versions.Select(v => v.AlgorithmName + " " + v.AlgorithmVersion), .. item.Technology.Certificates.Select(c => c.Number),
    ];
}
