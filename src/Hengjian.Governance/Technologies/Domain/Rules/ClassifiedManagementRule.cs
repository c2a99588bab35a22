using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Technologies.Domain.Rules;

/// <summary>
/// HP-17.1: a deployment has a decided risk tier and the particulars of its model that its class asks for; a product that was not bought ready-made shows the stages
/// before its admission. It does not apply to what is retired or was made by a study.
/// </summary>
internal sealed class ClassifiedManagementRule() : Rule<ClassifiedManagementFacts>(ClauseIds.ClassifiedManagement)
{
    private static readonly RuleMessage NotUsed = new("class.notUsed");
    private static readonly RuleMessage NoTier = new("class.noTier");
    private static readonly RuleMessage NoHosting = new("class.noHosting");
    private static readonly RuleMessage NoHosts = new("class.noHosts");
    private static readonly RuleMessage LeavesUnstated = new("class.leavesUnstated");
    private static readonly RuleMessage LeavesUnnamed = new("class.leavesUnnamed");
    private static readonly RuleMessage CloudLeaves = new("class.cloudLeaves");
    private static readonly RuleMessage NoKnowledge = new("class.noKnowledge");
    private static readonly RuleMessage NoProvenance = new("class.noProvenance");
    private static readonly RuleMessage NoPromptLog = new("class.noPromptLog");
    private static readonly RuleMessage ShortPromptLog = new("class.shortPromptLog", "months", "needed");
    private static readonly RuleMessage PublicUnstated = new("class.publicUnstated");
    private static readonly RuleMessage NotFiled = new("class.notFiled");
    private static readonly RuleMessage NotLabelled = new("class.notLabelled");
    private static readonly RuleMessage StageMissing = new("class.stageMissing", "stage");

    public override IReadOnlyList<ParameterNeed> Needs =>
    [
        new("promptLogMonths", ParameterType.Integer), new("filingNeeded", ParameterType.Boolean), new("contentLabels", ParameterType.Boolean),
        new("earlierStages", ParameterType.Set),
    ];

    public override IReadOnlyList<RuleMessage> Messages =>
    [
        NotUsed, NoTier, NoHosting, NoHosts, LeavesUnstated, LeavesUnnamed, CloudLeaves, NoKnowledge, NoProvenance, NoPromptLog, ShortPromptLog, PublicUnstated, NotFiled,
        NotLabelled, StageMissing,
    ];

    public override RuleAnswer Decide(ClassifiedManagementFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var done = Done(facts, ShanghaiDay.Of(at));
        var sheet = new FactSheet()
            .Add("aiClass", CodeName.Of(facts.AiClass))
            .Add("origin", facts.Origin is { } origin ? CodeName.Of(origin) : null)
            .Add("tier", facts.Tier is { } tier ? CodeName.Of(tier) : null)
            .Add("hosting", facts.Model?.Hosting is { } hosting ? CodeName.Of(hosting) : null)
            .Add("hosts", facts.Model?.Hosts ?? [])
            .Add("whatLeaves", facts.Model?.WhatLeaves)
            .Add("knowledgeBase", facts.Model?.KnowledgeBase)
            .Add("filingNumbers", Filings(facts))
            .Add("earlierStages", done);
        if (facts.Stage is DeploymentStage.Retired or DeploymentStage.Study)
            return RuleAnswer.NotApplicable(sheet, NotUsed.With());

        var missing = new List<MissingItem>();
        if (facts.Tier is null)
            missing.Add(NoTier.With());
        missing.AddRange(Hosting(facts.Model));
        if (facts.AiClass == AiClass.Generative)
            missing.AddRange(Generative(facts, parameters));
        if (facts.Origin is TechnologyOrigin.SelfDeveloped or TechnologyOrigin.TrialPartner)
            missing.AddRange(parameters.Set("earlierStages").Except(done).Select(s => StageMissing.With(s)));
        return RuleAnswer.From(sheet, missing);
    }

    private static string[] Done(ClassifiedManagementFacts facts, DateOnly day) =>
        [.. facts.Development.Where(d => d.Stage is not null && d.CompletedOn <= day && !string.IsNullOrWhiteSpace(d.Evidence)).Select(d => CodeName.Of(d.Stage!.Value)).Distinct()];

    private static IEnumerable<MissingItem> Hosting(DeployedModelParticulars? model)
    {
        if (model?.Hosting is null)
            yield return NoHosting.With();
        if (model is not { Hosts.Count: > 0 })
            yield return NoHosts.With();
        if (model?.DataLeavesIntranet is not { } leaves)
            yield return LeavesUnstated.With();
        else if (leaves && string.IsNullOrWhiteSpace(model.WhatLeaves))
            yield return LeavesUnnamed.With();
        else if (!leaves && model.Hosting is ModelHosting.Cloud or ModelHosting.Hybrid)
            yield return CloudLeaves.With();
    }

    private static IEnumerable<MissingItem> Generative(ClassifiedManagementFacts facts, ClauseParameters parameters)
    {
        if (string.IsNullOrWhiteSpace(facts.Model?.KnowledgeBase))
            yield return NoKnowledge.With();
        if (string.IsNullOrWhiteSpace(facts.Model?.KnowledgeProvenance))
            yield return NoProvenance.With();
        var needed = parameters.Int("promptLogMonths");
        if (facts.Model is not { PromptLogKept: true })
            yield return NoPromptLog.With();
        else if ((facts.Model.PromptLogMonths ?? 0) < needed)
            yield return ShortPromptLog.With(ClauseParameter.TextOf((long)(facts.Model.PromptLogMonths ?? 0))!, ClauseParameter.TextOf((long)needed)!);
        if (facts.Generative?.FacesPublic is null)
            yield return PublicUnstated.With();
        if (facts.Generative?.FacesPublic == true && parameters.Bool("filingNeeded") && Filings(facts).Length == 0)
            yield return NotFiled.With();
        if (parameters.Bool("contentLabels") && facts.Generative is not { ExplicitLabel: true, ImplicitLabel: true })
            yield return NotLabelled.With();
    }

    private static string[] Filings(ClassifiedManagementFacts facts) =>
        [.. (facts.Model?.FilingNumbers ?? []).Concat(facts.Generative?.FilingNumbers ?? []).Distinct(StringComparer.Ordinal)];
}
