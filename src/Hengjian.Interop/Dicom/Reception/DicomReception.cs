using Hengjian.Governance.Cases.Inbox;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Interop.Dicom.Stow;

namespace Hengjian.Interop.Dicom.Reception;

/// <summary>Takes received DICOM into the governance core: each readable object is stored encrypted, then matched to its case or held in the inbox.</summary>
public sealed class DicomReception(ReceiveObject receive, InboxQueries inbox, FileStore files, DatabaseSettings settings)
{
    /// <summary>Limits of a request; parts wait in a folder that only this program can read.</summary>
    public StowOptions Options { get; } = new() { TemporaryFolder = TemporaryFolder(settings) };

    /// <summary>Stores every object of a request and answers what became of each, in their order.</summary>
    public async Task<IReadOnlyList<ReceptionResult>> ReceiveAsync(StowRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var results = new List<ReceptionResult>();
        foreach (var instance in request.Instances())
        {
            results.Add(instance.Intake is { } intake
                ? await StoreAsync(instance, intake, context, cancellationToken)
                : new ReceptionResult(instance.Outcome(), null, instance.Error));
        }

        return results;
    }

    /// <summary>What a stored object says about itself; null where there is no such object in the caller's institution.</summary>
    public async Task<ObjectDescription?> DescribeAsync(Caller caller, Guid objectId, CancellationToken cancellationToken) =>
        await inbox.FileAsync(caller, objectId, cancellationToken) is { } stored ? ObjectDescription.Of(await ReadAsync(caller, stored, cancellationToken)) : null;

    /// <summary>Matches a waiting object to a case by hand: its file is read again and goes the way every report goes.</summary>
    public async Task<Outcome<ObjectReceived>> MatchAsync(Guid objectId, Guid caseId, WriteRequest context, CancellationToken cancellationToken)
    {
        if (await inbox.FileAsync(context.Caller, objectId, cancellationToken) is not { } stored)
        {
            return new NotFound("inboxItem");
        }

        var intake = await ReadAsync(context.Caller, stored, cancellationToken);
        return await receive.MatchAsync(objectId, caseId, IncomingObjects.From(intake, stored.FileHash, stored.MediaType), context, cancellationToken);
    }

    private async Task<DicomIntake> ReadAsync(Caller caller, StoredFile stored, CancellationToken cancellationToken)
    {
        var content = await files.ReadAsync(caller.InstitutionId, stored.FileHash, cancellationToken);
        return stored.MediaType == "application/dicom+json" ? DicomIntake.ReadJson(content) : DicomIntake.ReadPart10(new MemoryStream(content));
    }

    private async Task<ReceptionResult> StoreAsync(StowInstance instance, DicomIntake intake, WriteRequest context, CancellationToken cancellationToken)
    {
        var hash = await files.SaveAsync(context.Caller.InstitutionId, instance.Content, cancellationToken);
        var outcome = await receive.HandleAsync(IncomingObjects.From(intake, hash, instance.MediaType), context, cancellationToken);
        int? failure = outcome switch
        {
            { Refusal: not null } => StowFailureReasons.ProcessingFailure,
            { Value.Status: ReceivedObjectStatus.Conflicting } => StowFailureReasons.DuplicateInstance,
            _ => null,
        };
        return new ReceptionResult(instance.Outcome(failure), outcome.Value, null);
    }

    private static string TemporaryFolder(DatabaseSettings settings)
    {
        var folder = Path.Combine(settings.DataDirectory, "incoming");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(folder).FullName
            : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }
}
