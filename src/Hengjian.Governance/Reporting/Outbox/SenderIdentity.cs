using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Reporting.Outbox;

/// <summary>
/// Under which id this process sends. It belongs to the data folder and is held by a lock on the file <c>DIR/sender.lock</c>, which the operating system lets go of when a process dies in
/// whatever way: the next one over the folder goes on at once where the dead one was, and a second live one does not send.
/// </summary>
internal sealed class SenderIdentity(DatabaseSettings settings, TimeProvider clock) : IDisposable
{
    private const int IdLength = 16;

    private readonly Lock _gate = new();
    private FileStream? _file;
    private Guid? _id;

    /// <summary>The id; null while another process holds the folder's.</summary>
    public Guid? Take()
    {
        lock (_gate)
        {
            if (_id is not null)
            {
                return _id;
            }

            try
            {
                _file = new FileStream(Path.Combine(settings.DataDirectory, "sender.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                return null;
            }

            var bytes = new byte[IdLength];
            if (_file.Read(bytes) != IdLength)
            {
                bytes = Guid.CreateVersion7(clock.GetUtcNow()).ToByteArray();
                _file.SetLength(0);
                _file.Write(bytes);
                _file.Flush(flushToDisk: true);
            }

            return _id = new Guid(bytes);
        }
    }

    public void Dispose() => _file?.Dispose();
}
