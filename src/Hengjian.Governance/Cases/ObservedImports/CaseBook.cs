using Hengjian.Governance.Tables;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.ObservedImports;

/// <summary>A case that a row may be about.</summary>
internal sealed record FoundCase(Guid Id, string Number, Guid DeploymentId, string? AccessionNumberIndex);

/// <summary>The cases that the rows of a file name, by number and by accession number.</summary>
internal sealed class CaseBook
{
    private readonly Dictionary<string, FoundCase> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<FoundCase>> _byAccession = new(StringComparer.Ordinal);

    public IEnumerable<Guid> Deployments => _byNumber.Values.Concat(_byAccession.Values.SelectMany(c => c)).Select(c => c.DeploymentId).Distinct();

    public void Add(IEnumerable<FoundCase> cases)
    {
        foreach (var found in cases)
        {
            _byNumber[found.Number] = found;
            if (found.AccessionNumberIndex is { } index)
            {
                var list = _byAccession.TryGetValue(index, out var known) ? known : _byAccession[index] = [];
                if (list.TrueForAll(c => c.Id != found.Id))
                {
                    list.Add(found);
                }
            }
        }
    }

    /// <summary>The one case of a row, or the message code of why there is not one. Several AIs read one examination: then the deployment's name tells them apart.</summary>
    /// <param name="row">The row.</param>
    /// <param name="index">Blind index of an accession number.</param>
    /// <param name="used">The cases' deployments.</param>
    public (FoundCase? Case, string? Why) Find(FileRow row, Func<string, string> index, IReadOnlyDictionary<Guid, DeploymentFile> used)
    {
        if (row.Text("case") is { } number)
        {
            return _byNumber.TryGetValue(number, out var found) ? (found, null) : (null, "observed.noCase");
        }

        if (row.Text("accessionNumber") is not { } accession)
        {
            return (null, "field.required");
        }

        var candidates = _byAccession.GetValueOrDefault(index(accession), []).Where(c => row.Text("deployment") is not { } name || used[c.DeploymentId].Name == name).ToList();
        return candidates.Count switch
        {
            0 => (null, "observed.noCase"),
            1 => (candidates[0], null),
            _ => (null, "observed.severalCases"),
        };
    }
}
