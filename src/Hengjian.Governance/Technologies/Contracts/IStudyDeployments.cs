using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>Deployments that imports of reader studies make, each with a technology and a version of its own. Nothing is ever registered on them by hand.</summary>
public interface IStudyDeployments
{
    /// <summary>Adds a deployment that is not in use yet (stage proposed). Where the name is taken a number is added to it.</summary>
    Task<Guid> AddAsync(WriteScope scope, string name, IReadOnlyList<LabelDefinition> labels, CancellationToken cancellationToken);

    /// <summary>The study is complete: its deployment shows from now on (stage study).</summary>
    Task PublishAsync(WriteScope scope, Guid id, CancellationToken cancellationToken);

    /// <summary>Erases a deployment that was never published, with its technology and version.</summary>
    Task EraseAsync(WriteScope scope, Guid id, CancellationToken cancellationToken);
}
