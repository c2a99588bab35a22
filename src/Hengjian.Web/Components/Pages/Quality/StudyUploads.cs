using Hengjian.Governance.Kernel;
using Hengjian.Governance.Quality.ReaderStudies;

namespace Hengjian.Web.Components.Pages.Quality;

/// <summary>A study's file between its upload and its import, with the map that came along.</summary>
public sealed record StudyUpload(Guid Id, Guid UserId, StudyFile File, StudyMap? Map, DateTimeOffset Until);

/// <summary>
/// Files that people have uploaded and not imported yet: in memory, for half an hour, a few at a time. What is lost by a restart is uploaded again; nothing of it is
/// patient data that must be kept.
/// </summary>
public sealed class StudyUploads(TimeProvider clock)
{
    private const int Most = 8;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private readonly List<StudyUpload> _uploads = [];

    /// <summary>Keeps a file and answers its id. A person's earlier one is dropped, and the oldest of all when there are too many.</summary>
    public Guid Add(Caller caller, StudyFile file, StudyMap? map)
    {
        var now = clock.GetUtcNow();
        var upload = new StudyUpload(Guid.CreateVersion7(now), caller.Id, file, map, now + Kept);
        lock (_lock)
        {
            _uploads.RemoveAll(u => u.UserId == caller.Id || u.Until < now);
            if (_uploads.Count >= Most)
            {
                _uploads.RemoveAt(0);
            }

            _uploads.Add(upload);
        }

        return upload.Id;
    }

    /// <summary>The caller's upload, or null when it is gone.</summary>
    public StudyUpload? Find(Caller caller, Guid id)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            return _uploads.Find(u => u.Id == id && u.UserId == caller.Id && u.Until >= now);
        }
    }
}
