using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Tables;

/// <summary>A file that waits for its uploader's word.</summary>
/// <param name="Fingerprint">What its rows would do by what was on record: whatever gives another one asks for a new preview.</param>
internal sealed record StagedTable<TPreview>(Guid Id, Guid UserId, Guid InstitutionId, ReadOnlyMemory<byte> Content, TPreview Preview, string Fingerprint, DateTimeOffset Until);

/// <summary>
/// Files between upload and confirmation: in memory, for half an hour, a few at a time. What is lost by a restart is uploaded again.
/// </summary>
internal sealed class StagedTables<TPreview>(TimeProvider clock)
{
    private const int Most = 6;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private readonly List<StagedTable<TPreview>> _staged = [];

    /// <summary>Keeps a file. The person's earlier one is dropped, and the oldest of all when there are too many.</summary>
    public void Add(Caller caller, Guid id, ReadOnlyMemory<byte> content, TPreview preview, string fingerprint)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            _staged.RemoveAll(s => (s.UserId == caller.Id && s.InstitutionId == caller.InstitutionId) || s.Until < now);
            if (_staged.Count >= Most)
            {
                _staged.RemoveAt(0);
            }

            _staged.Add(new StagedTable<TPreview>(id, caller.Id, caller.InstitutionId, content, preview, fingerprint, now + Kept));
        }
    }

    /// <summary>The caller's own, or null when it is gone.</summary>
    public StagedTable<TPreview>? Find(Caller caller, Guid id)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            return _staged.Find(s => s.Id == id && s.UserId == caller.Id && s.InstitutionId == caller.InstitutionId && s.Until >= now);
        }
    }
}
