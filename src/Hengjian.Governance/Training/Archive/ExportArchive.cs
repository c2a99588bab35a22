using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Training.Archive;

/// <summary>Packs an archive to be taken elsewhere: its data, the sheet as people read it, and a manifest with the hash of each. That it left is on record before it does.</summary>
public sealed class ExportArchive(IAccessLog access)
{
    public async Task<Outcome<byte[]>> PackAsync(ArchiveView archive, IReadOnlyList<PackedPart> sheets, WriteRequest context, CancellationToken cancellationToken)
    {
        var noted = await access.DiscloseAsync(context, AccessKind.Exported, TrainingArchive.SubjectKind, [archive.PractitionerId], null, cancellationToken);
        return noted.Refusal is { } refusal
            ? refusal
            : ZipPack.Pack([.. sheets, new PackedPart("archive.json", JsonSerializer.SerializeToUtf8Bytes(archive, new JsonSerializerOptions(JsonColumn.Options) { WriteIndented = true }))]).Archive;
    }
}
