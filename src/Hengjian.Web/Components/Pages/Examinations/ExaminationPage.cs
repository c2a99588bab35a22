using System.Globalization;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;

namespace Hengjian.Web.Components.Pages.Examinations;

/// <summary>What the pages of examinations share: tones of states, marks in figures, the tabs.</summary>
public abstract class ExaminationPage : FormPage<ExaminationText>
{
    protected static Tone ToneOf(SittingState state) => state switch
    {
        SittingState.Running => Tone.Run,
        SittingState.HandedIn => Tone.Warn,
        SittingState.Concluded => Tone.Ok,
        SittingState.Annulled or SittingState.Missed => Tone.Bad,
        _ => Tone.None,
    };

    protected static Tone ToneOf(AssessmentState state) => state switch
    {
        AssessmentState.Rated => Tone.Warn,
        AssessmentState.Concluded => Tone.Ok,
        AssessmentState.Annulled => Tone.Bad,
        _ => Tone.None,
    };

    protected static Tone ToneOf(QuestionState state) => state switch
    {
        QuestionState.Draft => Tone.Warn,
        QuestionState.Approved => Tone.Ok,
        _ => Tone.None,
    };

    protected string PassWord(bool passed) => L[passed ? "Passed" : "Failed"];

    protected static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    protected static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    protected string? Score(decimal? score, int maximum) => score is { } known ? $"{Number(known)} / {Number(maximum)}" : null;

    /// <summary>An option with its words: those of judgements and of the spotting of wrong AI are the page's.</summary>
    protected string OptionText(AnswerOption option) => OptionText(option.Code, option.Text);

    protected string OptionText(string value, string text) => text.Length > 0 ? text : L["Fixed." + value];

    protected static bool IsFixed(QuestionKind kind) => kind is QuestionKind.Judgement or QuestionKind.SpotWrongAi;

    protected IReadOnlyList<TabItem> TabsOf(string current) =>
    [
        .. new[] { ("sittings", ""), ("questions", "/questions"), ("papers", "/blueprints"), ("skills", "/skills"), ("checklists", "/checklists") }
            .Select(t => new TabItem(L["Tab." + t.Item1], "/examinations" + t.Item2, t.Item1 == current)),
    ];

    protected IReadOnlyList<Crumb> Crumbs(params Crumb[] more) => [new Crumb(L["Title"], "/examinations"), .. more];

    protected static string Code<T>(T value)
        where T : struct, Enum => CodeName.Of(value);
}
