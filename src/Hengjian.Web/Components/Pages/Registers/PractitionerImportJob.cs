using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Jobs;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Sheets;
using Hengjian.Governance.Tables;
using Hengjian.Web.Api;

namespace Hengjian.Web.Components.Pages.Registers;

/// <summary>The storing of a confirmed import as a job, and its result.</summary>
internal static class PractitionerImportJob
{
    public const string Kind = "practitioners.import";

    public static Task<Guid> StartAsync(JobQueue jobs, ImportPractitioners import, Guid id, bool goodRowsOnly, WriteRequest context, CancellationToken cancellationToken)
    {
        var preview = import.Find(context.Caller, id)!;
        var total = preview.Rows.Count;
        return jobs.StartAsync(
            context,
            Kind,
            preview.FileName,
            async (report, ct) =>
            {
                await report.AtAsync(0, total);
                var outcome = await import.ConfirmAsync(id, goodRowsOnly, context, report.Note, ct);
                if (outcome.Refusal is null)
                {
                    await report.AtAsync(total, total);
                    return new JobEnd(JobState.Done, outcome.Value);
                }

                return new JobEnd(JobState.Refused, outcome.Refusal is Conflict conflict ? conflict.Code : "tables.gone");
            },
            cancellationToken);
    }

    /// <summary>What a job that is done did; null otherwise.</summary>
    public static ImportResult? Result(JobView job) =>
        job is { Kind: Kind, State: JobState.Done, Result: { } result } ? JsonSerializer.Deserialize<ImportResult>(result, ApiJson.Options) : null;

    /// <summary>Code of why a job stored nothing; null otherwise.</summary>
    public static string? Refusal(JobView job) =>
        job is { Kind: Kind, State: JobState.Refused, Result: { } result } ? JsonSerializer.Deserialize<string>(result, ApiJson.Options) : null;

    /// <summary>A problem as a sentence that names its column.</summary>
    public static string Words(ImportProblem problem, ApiMessages messages, CultureInfo language)
    {
        var text = messages.Text(language, problem.Code, problem.Arguments);
        return problem.Column is { } column ? $"{PractitionerTableWords.Column(column, language.Name)}: {text}" : text;
    }
}
