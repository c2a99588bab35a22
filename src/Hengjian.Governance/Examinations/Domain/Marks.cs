using Hengjian.Governance.Examinations.Contracts;

namespace Hengjian.Governance.Examinations.Domain;

/// <summary>Marks as whole hundredths, so that sums are exact.</summary>
internal static class Marks
{
    public static decimal Of(int hundredths) => hundredths / 100m;

    public static decimal? Of(int? hundredths) => hundredths is { } known ? known / 100m : null;

    public static bool IsOpen(QuestionKind kind) => kind == QuestionKind.CaseOpen;

    /// <summary>
    /// Marks of a closed answer in hundredths, rounded down: all for exactly the right options, nothing for none or any wrong one, and for a multiple choice that leaves right
    /// ones out what <paramref name="rule"/> says.
    /// </summary>
    public static int Closed(QuestionKind kind, IReadOnlyCollection<AnswerOption> options, IReadOnlyCollection<string> chosen, int marks, MultipleMarking rule)
    {
        var right = options.Where(o => o.Correct).Select(o => o.Code).ToHashSet(StringComparer.Ordinal);
        if (chosen.Count == 0 || right.Count == 0 || chosen.Any(c => !right.Contains(c)))
        {
            return 0;
        }

        var found = chosen.Distinct(StringComparer.Ordinal).Count();
        return found == right.Count ? marks * 100 : kind != QuestionKind.Multiple ? 0 : rule switch
        {
            MultipleMarking.Proportional => marks * 100 * found / right.Count,
            MultipleMarking.HalfWhenIncomplete => marks * 100 / 2,
            _ => 0,
        };
    }

    /// <summary>True where two examiners differ by more than a share of the full marks.</summary>
    public static bool Differ(decimal first, decimal second, int maximum, int percent) => Math.Abs(first - second) * 100 > maximum * percent;

    /// <summary>Settled marks of an open answer in hundredths: the arbiter's where there are some and the two differ, else the mean of the two (rounded down); null while something is missing.</summary>
    public static int? Open(int? first, int? second, int? third, int maximum, int percent) => (first, second) switch
    {
        ({ } a, { } b) when !Differ(Of(a), Of(b), maximum, percent) => (a + b) / 2,
        ({ }, { }) => third,
        _ => null,
    };

    public static bool Passes(int hundredths, int maximum, int passPercent) => (long)hundredths >= (long)maximum * passPercent;

    /// <summary>Score of a checklist in hundredths: for each item its weight times the mean share of the two examiners (met 1, partly ½), and the critical items that either saw not met.</summary>
    public static (int Hundredths, IReadOnlyList<string> FailedCritical) Skills(IReadOnlyList<ChecklistItem> items, IReadOnlyList<ItemRating> first, IReadOnlyList<ItemRating> second)
    {
        var (a, b) = (first.ToDictionary(r => r.Code, r => r.Rating), second.ToDictionary(r => r.Code, r => r.Rating));
        var sum = items.Sum(i => i.Weight * 25 * ((int)a[i.Code] + (int)b[i.Code]));
        return (sum, [.. items.Where(i => i.Critical && (a[i.Code] == SkillRating.NotMet || b[i.Code] == SkillRating.NotMet)).Select(i => i.Code)]);
    }
}
