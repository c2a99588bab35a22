using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.LifeCycle.Gates;

/// <summary>A gate handed in by the officer.</summary>
public sealed record GateRequest
{
    public IReadOnlyList<GateItemInput>? Items { get; init; }

    public IReadOnlyList<GateDocumentInput>? Documents { get; init; }

    public string? Remark { get; init; }

    /// <summary>The change that is admitted, for the gate of a change.</summary>
    public Guid? ChangeId { get; init; }

    public SignatureInput? Signature { get; init; }
}

public sealed record GateItemInput
{
    public string? Code { get; init; }

    public bool Done { get; init; }

    public DateOnly? On { get; init; }

    public string? Note { get; init; }
}

public sealed record GateDocumentInput
{
    public string? Code { get; init; }

    /// <summary>Number or title, as people find it.</summary>
    public string? Reference { get; init; }

    /// <summary>A document on record here.</summary>
    public Guid? DocumentId { get; init; }
}

/// <summary>The chair's signature under a gate, or its return.</summary>
public sealed record CountersignRequest
{
    public bool? Approve { get; init; }

    public string? Remark { get; init; }

    public Guid? ChangeId { get; init; }

    public SignatureInput? Signature { get; init; }
}

/// <summary>What became of a gate: the submission, whether it waits for the chair, and where the deployment stands.</summary>
public sealed record GateAnswered(Guid Id, SubmissionState State, DeploymentStage Stage);

/// <summary>Reads what was handed in for a gate.</summary>
internal static class GateInputs
{
    private const int LongestNote = 500;
    private const int LongestReference = 200;
    public const int LongestRemark = 2000;

    /// <summary>Everything that is wrong with a request, by field.</summary>
    public static FieldErrors Check(GateRequest request, GateDefinition gate, DateTimeOffset now)
    {
        var errors = new FieldErrors();
        var today = ShanghaiDay.Of(now);
        var codes = gate.Items.Select(i => i.Code).ToHashSet(StringComparer.Ordinal);
        errors.Text("remark", request.Remark, LongestRemark, required: false);
        Each(request.Items, "items", i => i.Code, codes, errors, (item, field) =>
        {
            errors.Require(item.On is null || item.On <= today, field + ".on", "field.future");
            errors.Require(item.On is null or { Year: >= 1980 }, field + ".on", "field.tooEarly");
            errors.Text(field + ".note", item.Note, LongestNote, required: false);
        });
        Each(request.Documents, "documents", d => d.Code, [.. gate.Documents], errors, (document, field) =>
            errors.Text(field + ".reference", document.Reference, LongestReference, required: document.DocumentId is null));
        return errors;
    }

    public static IReadOnlyList<GateAnswer> Answers(GateRequest request) =>
        [.. (request.Items ?? []).Where(i => i.Done).Select(i => new GateAnswer(i.Code!, i.On, Trimmed(i.Note)))];

    public static IReadOnlyList<GateDocument> Documents(GateRequest request) =>
        [.. (request.Documents ?? []).Select(d => new GateDocument(d.Code!, Trimmed(d.Reference), d.DocumentId))];

    public static GateEvidence Evidence(IReadOnlyList<GateAnswer> answers, IReadOnlyList<GateDocument> documents) =>
        new([.. answers.Select(a => a.Code)], [.. documents.Select(d => d.Code)]);

    public static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static void Each<T>(IReadOnlyList<T>? items, string name, Func<T, string?> code, HashSet<string> known, FieldErrors errors, Action<T, string> check)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]");
            if (!errors.Item(field, items![i]))
            {
                continue;
            }

            var given = code(items[i]);
            if (given is null || !known.Contains(given))
            {
                errors.Add(field + ".code", "field.unknownReference");
            }
            else if (!seen.Add(given))
            {
                errors.Add(field + ".code", "lifeCycle.twice");
            }

            check(items[i], field);
        }
    }
}
