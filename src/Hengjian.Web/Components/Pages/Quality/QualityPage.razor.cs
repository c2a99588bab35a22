using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Quality.Agreement;
using Hengjian.Governance.Quality.Statistics;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Web.Api;
using Hengjian.Web.Components.Design;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Quality;

/// <summary>Does the AI help? The figures of one deployment, each with its interval, its counts and the way to its cases.</summary>
public sealed partial class QualityPage
{
    private StatisticsAnswer? _answer;
    private Headline? _headline;
    private AgreementAnswer? _agreement;
    private IReadOnlyList<ReaderPart> _readers = [];
    private IReadOnlyList<SubgroupParts> _subgroups = [];
    private IReadOnlyList<StatisticsPart> _months = [];
    private IReadOnlyList<StatisticsPart> _references = [];

    [Inject]
    private QualityStatistics Statistics { get; set; } = null!;

    [Inject]
    private QualityBreakdowns Breakdowns { get; set; } = null!;

    [Inject]
    private ReaderAgreement Agreement { get; set; } = null!;

    [Inject]
    private StatisticsDefinition Definition { get; set; } = null!;

    /// <summary>Algorithm and version; a study's file names neither.</summary>
    private string Product => Deployment!.Stage == DeploymentStage.Study ? Words.Stage(DeploymentStage.Study) : $"{Deployment.Algorithm.Name} {Deployment.Algorithm.Version}";

    private bool Named => QualityAccess.SeesReadersByName(Caller);

    /// <summary>Cases that a report alone judges: their figures are agreement, never accuracy.</summary>
    private long JudgedByReport(StatisticsAnswer answer) =>
        Question.Reference == ReferenceKind.Report ? answer.WithReference : answer.Composition.FirstOrDefault(c => c.Kind == ReferenceKind.Report)?.Cases ?? 0;

    private IReadOnlyList<Choice> References => [.. Enum.GetValues<ReferenceKind>().OrderDescending().Select(k => new Choice(CodeName.Of(k), Words.Reference(k)))];

    private IReadOnlyList<Choice> Units => [new("reading", L["Unit.Reading"])];

    private IReadOnlyList<Choice> SubgroupChoices =>
        [.. _subgroups.SelectMany(g => g.Values.Select(v => new Choice($"{g.Dimension}:{v.Key}", Words.Value(g.Dimension, v.Key), Group: Words.Dimension(g.Dimension))))];

    private IReadOnlyList<Choice> ReaderChoices =>
        [.. _readers.Where(r => r.ReaderId is not null).Select(r => new Choice(r.ReaderId!.Value.ToString("D"), r.Name ?? L["Readers.You"]))];

    internal override async Task LoadAsync(ListQuery query)
    {
        if (query.Errors.Any || Accept(await Statistics.AskAsync(Caller, Question, Aborted)) is not { } answer)
        {
            return;
        }

        _headline = Headline.Of(answer, Definition, L);
        _readers = Accept(await Breakdowns.ReadersAsync(Caller, Question, Aborted)) ?? [];
        _subgroups = Accept(await Breakdowns.SubgroupsAsync(Caller, Question, Aborted)) ?? [];
        if (answer.WithReference > 0)
        {
            _months = Accept(await Breakdowns.MonthsAsync(Caller, Question, Aborted)) ?? [];
            _references = Accept(await Breakdowns.ReferencesAsync(Caller, Question, Aborted)) ?? [];
        }
        else if (answer.ReadingsAlone + answer.ReadingsWithAi > 0)
        {
            _agreement = Accept(await Agreement.AskAsync(Caller, Id, Aborted));
        }

        _answer = answer;
    }
}
