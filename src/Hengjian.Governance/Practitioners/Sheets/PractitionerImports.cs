using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>What an import would do, for its page. Nothing of it is stored.</summary>
public sealed record ImportPreview(Guid Id, string FileName, ImportCounts Counts, IReadOnlyList<ImportRow> Rows, IReadOnlyList<ImportNote> Notes);

/// <summary>A file that waits for its uploader's word.</summary>
internal sealed record StagedImport(Guid UserId, Guid InstitutionId, ReadOnlyMemory<byte> Content, ImportPreview Preview, string Fingerprint, DateTimeOffset Until);

/// <summary>
/// Files between upload and confirmation: in memory, for half an hour, a few at a time. What is lost by a restart is uploaded again.
/// </summary>
internal sealed class PractitionerImports(TimeProvider clock)
{
    private const int Most = 6;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private readonly List<StagedImport> _staged = [];

    /// <summary>Keeps a file. The person's earlier one is dropped, and the oldest of all when there are too many.</summary>
    public void Add(Caller caller, ReadOnlyMemory<byte> content, ImportPreview preview, string fingerprint)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            _staged.RemoveAll(s => (s.UserId == caller.Id && s.InstitutionId == caller.InstitutionId) || s.Until < now);
            if (_staged.Count >= Most)
            {
                _staged.RemoveAt(0);
            }

            _staged.Add(new StagedImport(caller.Id, caller.InstitutionId, content, preview, fingerprint, now + Kept));
        }
    }

    /// <summary>The caller's own, or null when it is gone.</summary>
    public StagedImport? Find(Caller caller, Guid id)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            return _staged.Find(s => s.Preview.Id == id && s.UserId == caller.Id && s.InstitutionId == caller.InstitutionId && s.Until >= now);
        }
    }
}
