using Hengjian.Governance.Persistence;
using Hengjian.Governance.Quality.Contracts;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Training.Feedback;

/// <summary>A category of technology with the deployments of it that are in use here.</summary>
internal sealed record CategoryDeployments(string Category, IReadOnlyList<Guid> Deployments);

/// <summary>Which deployments belong to which category, and who reads on them.</summary>
internal sealed class ReaderScope(IDeploymentDirectory deployments, IReaderFigures figures)
{
    public async Task<IReadOnlyList<CategoryDeployments>> CategoriesAsync(HengjianDbContext db, CancellationToken cancellationToken)
    {
        var found = new List<(string Category, Guid Id)>();
        foreach (var deployment in await deployments.GovernedAsync(db, cancellationToken))
        {
            if (await deployments.FindAsync(db, deployment.Id, cancellationToken) is { } file)
            {
                found.Add((file.Needs.TechnologyCategory, deployment.Id));
            }
        }

        return [.. found.GroupBy(f => f.Category, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new CategoryDeployments(g.Key, [.. g.Select(f => f.Id)]))];
    }

    public async Task<IReadOnlySet<Guid>> ReadersAsync(Guid institution, CategoryDeployments category, CancellationToken cancellationToken)
    {
        var readers = new HashSet<Guid>();
        foreach (var deployment in category.Deployments)
        {
            readers.UnionWith(await figures.ReadersAsync(institution, deployment, cancellationToken));
        }

        return readers;
    }
}
