using System.Text.Json;
using Hengjian.Governance.Jobs;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Quality.ReaderStudies;
using Hengjian.Web.Api;

namespace Hengjian.Web.Components.Pages.Quality;

/// <summary>The import of a reader study as a job: its progress, its cancelling, and its result as JSON.</summary>
internal static class StudyImportJob
{
    public const string Kind = "quality.readerStudyImport";

    private static readonly JsonSerializerOptions Json = ApiJson.Options;

    public static Task<Guid> StartAsync(
        JobQueue jobs, ImportReaderStudy import, StudyFile file, StudyMap map, WriteRequest context, CancellationToken cancellationToken) => jobs.StartAsync(
        context,
        Kind,
        file.Name,
        async (report, ct) =>
        {
            var outcome = await import.HandleAsync(file, map, context with { Idempotency = null }, (done, total, _) => report.AtAsync(done, total), ct);
            return outcome.Refusal switch
            {
                null => new JobEnd(JobState.Done, outcome.Value),
                Conflict { Code: "import.cancelled" } => new JobEnd(JobState.Cancelled, null),
                Conflict conflict => Refused([new ImportWarning(conflict.Code, conflict.Arguments ?? new Dictionary<string, string>())]),
                Invalid invalid => Refused([.. invalid.Errors.Select(e => new ImportWarning(e.Code, e.Arguments))]),
                var refusal => throw new InvalidOperationException($"An import is not refused by {refusal.GetType().Name}."),
            };
        },
        cancellationToken);

    /// <summary>The report of a job that is done; null otherwise.</summary>
    public static ImportReport? Report(JobView job) =>
        job is { Kind: Kind, State: JobState.Done, Result: { } result } ? JsonSerializer.Deserialize<ImportReport>(result, Json) : null;

    /// <summary>Why a job was not carried out.</summary>
    public static IReadOnlyList<ImportWarning> Refusals(JobView job) =>
        job is { Kind: Kind, State: JobState.Refused, Result: { } result } ? JsonSerializer.Deserialize<List<ImportWarning>>(result, Json)! : [];

    private static JobEnd Refused(List<ImportWarning> problems) => new(JobState.Refused, problems);
}
