using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Examinations.Bank;

/// <summary>Checks a question and fills a draft with it.</summary>
internal static class QuestionFilling
{
    public const int MostMarks = 100;
    private const int MostOptions = 8;
    private const int LongestOption = 500;

    /// <summary>Answers of kinds whose options are fixed words.</summary>
    public static IReadOnlyList<string> FixedAnswers(QuestionKind kind) => kind switch
    {
        QuestionKind.Judgement => ["true", "false"],
        QuestionKind.SpotWrongAi => ["follow", "correct"],
        _ => [],
    };

    public static FieldErrors Check(QuestionRequest request, QuestionKind? kind)
    {
        var errors = new FieldErrors();
        errors.Require(kind is not null, "kind", "field.required");
        errors.Text("topic", request.Topic, 60);
        errors.Text("stem", request.Stem, 4000);
        errors.Text("rationale", request.Rationale, 2000);
        errors.Text("guide", request.Guide, 4000, required: kind == QuestionKind.CaseOpen);
        errors.Text("aiResult", request.AiResult, 2000, required: kind == QuestionKind.SpotWrongAi);
        errors.Require(request.DifficultyPercent is null or (>= 0 and <= 100), "difficultyPercent", "field.outOfRange", ("from", "0"), ("to", "100"));
        errors.Require(request.Marks is >= 1 and <= MostMarks, "marks", request.Marks is null ? "field.required" : "field.outOfRange", ("from", "1"), ("to", "100"));
        if (kind is { } known)
        {
            Answers(request, known, errors);
        }

        return errors;
    }

    public static void Fill(QuestionVersion version, QuestionRequest request, QuestionKind kind)
    {
        var fixedAnswers = FixedAnswers(kind);
        (version.Topic, version.Stem, version.Rationale) = (request.Topic!.Trim(), request.Stem!.Trim(), request.Rationale!.Trim());
        (version.Guide, version.AiResult, version.DifficultyPercent, version.Marks) = (request.Guide?.Trim(), request.AiResult?.Trim(), request.DifficultyPercent, request.Marks!.Value);
        version.Options = fixedAnswers.Count > 0
            ? [.. fixedAnswers.Select(a => new AnswerOption(a, "", a == request.Answer))]
            : [.. (request.Options ?? []).Select((o, i) => new AnswerOption(((char)('A' + i)).ToString(), o.Text!.Trim(), o.Correct))];
    }

    private static void Answers(QuestionRequest request, QuestionKind kind, FieldErrors errors)
    {
        var options = request.Options ?? [];
        if (FixedAnswers(kind) is { Count: > 0 } answers)
        {
            errors.Require(answers.Contains(request.Answer), "answer", request.Answer is null ? "field.required" : "field.malformed");
            errors.Require(options.Count == 0, "options", "examination.optionsFixed");
            return;
        }

        var (least, right) = (kind == QuestionKind.CaseOpen ? 0 : kind == QuestionKind.Multiple ? 3 : 2, options.Count(o => o is { Correct: true }));
        errors.Require(options.Count >= least && options.Count <= MostOptions, "options", "examination.optionCount", ("least", least.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("most", "8"));
        for (var i = 0; i < options.Count; i++)
        {
            var field = $"options[{i}]";
            if (errors.Item(field, options[i]))
            {
                errors.Text(field + ".text", options[i].Text, LongestOption);
            }
        }

        if (kind == QuestionKind.Multiple)
        {
            errors.Require(right >= 2, "options", "examination.severalRight");
        }
        else if (kind != QuestionKind.CaseOpen)
        {
            errors.Require(right == 1, "options", "examination.oneRight");
        }
    }
}
