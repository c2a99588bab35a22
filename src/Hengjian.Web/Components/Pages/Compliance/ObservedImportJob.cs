using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Cases.ObservedImports;
using Hengjian.Governance.Jobs;
using Hengjian.Governance.Tables;
using Hengjian.Web.Api;

namespace Hengjian.Web.Components.Pages.Compliance;

/// <summary>The result of an import of observed acts, and its problems in words.</summary>
internal static class ObservedImportJob
{
    /// <summary>What a job that is done or was cancelled did; null otherwise.</summary>
    public static ObservedImportResult? Result(JobView job) =>
        job is { Kind: ImportObservedActs.JobKind, State: JobState.Done or JobState.Cancelled, Result: { } result } ? JsonSerializer.Deserialize<ObservedImportResult>(result, ApiJson.Options) : null;

    /// <summary>A problem as a sentence that names its column.</summary>
    public static string Words(ImportProblem problem, ApiMessages messages, CultureInfo language)
    {
        var text = messages.Text(language, problem.Code, problem.Arguments);
        return problem.Column is { } column ? $"{ObservedTableWords.Column(column, language.Name)}: {text}" : text;
    }
}
