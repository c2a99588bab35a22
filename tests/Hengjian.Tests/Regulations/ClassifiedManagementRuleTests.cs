using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Classification;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Tests.Regulations;

/// <summary>HP-17.1: what a deployed model must record by its class, and the table that it is managed by.</summary>
public sealed class ClassifiedManagementRuleTests
{
    private static readonly DeployedModelParticulars Model = new() { Hosting = ModelHosting.Local, Hosts = ["ai-node-1"], DataLeavesIntranet = false };

    private static readonly ClassifiedManagementFacts Imaging = new(AiClass.ImagingCad, TechnologyOrigin.Purchased, DeploymentStage.RoutineUse, RiskTier.High, Model, null, []);

    private static readonly ClassifiedManagementFacts Assistant = new(
        AiClass.Generative,
        TechnologyOrigin.Purchased,
        DeploymentStage.TrialRun,
        RiskTier.Medium,
        Model with { KnowledgeBase = "诊疗指南库", KnowledgeProvenance = "药学部 2026 年版", PromptLogKept = true, PromptLogMonths = 6 },
        new GenerativeFacts { FacesPublic = false, ExplicitLabel = true, ImplicitLabel = true },
        []);

    private static readonly DateOnly Today = new(2026, 3, 1);

    public static TheoryData<string, ClassifiedManagementFacts, string> Cases => new()
    {
        { "complete", Imaging, "" },
        { "no tier", Imaging with { Tier = null }, "class.noTier" },
        { "nothing recorded", Imaging with { Model = null }, "class.noHosting class.noHosts class.leavesUnstated" },
        { "no hosting", Imaging with { Model = Model with { Hosting = null } }, "class.noHosting" },
        { "no hosts", Imaging with { Model = Model with { Hosts = [] } }, "class.noHosts" },
        { "leaving not stated", Imaging with { Model = Model with { DataLeavesIntranet = null } }, "class.leavesUnstated" },
        { "leaves, unnamed", Imaging with { Model = Model with { DataLeavesIntranet = true } }, "class.leavesUnnamed" },
        { "leaves, named", Imaging with { Model = Model with { DataLeavesIntranet = true, WhatLeaves = "去标识影像，至厂商云" } }, "" },
        { "cloud, nothing leaves", Imaging with { Model = Model with { Hosting = ModelHosting.Cloud } }, "class.cloudLeaves" },
        { "hybrid, nothing leaves", Imaging with { Model = Model with { Hosting = ModelHosting.Hybrid } }, "class.cloudLeaves" },
        { "imaging needs no prompt log", Imaging with { AiClass = AiClass.Cdss }, "" },
        { "generative complete", Assistant, "" },
        { "no knowledge base", Assistant with { Model = Assistant.Model! with { KnowledgeBase = " " } }, "class.noKnowledge" },
        { "no provenance", Assistant with { Model = Assistant.Model! with { KnowledgeProvenance = null } }, "class.noProvenance" },
        { "no prompt log", Assistant with { Model = Assistant.Model! with { PromptLogKept = null, PromptLogMonths = null } }, "class.noPromptLog" },
        { "prompt log of 5 months", Assistant with { Model = Assistant.Model! with { PromptLogMonths = 5 } }, "class.shortPromptLog" },
        { "prompt log of 7 months", Assistant with { Model = Assistant.Model! with { PromptLogMonths = 7 } }, "" },
        { "prompt log of unknown length", Assistant with { Model = Assistant.Model! with { PromptLogMonths = null } }, "class.shortPromptLog" },
        { "public not stated", Assistant with { Generative = Assistant.Generative! with { FacesPublic = null } }, "class.publicUnstated" },
        { "public, unfiled", Assistant with { Generative = Assistant.Generative! with { FacesPublic = true } }, "class.notFiled" },
        { "public, filed by the version", Assistant with { Generative = Assistant.Generative! with { FacesPublic = true, FilingNumbers = ["备-1"] } }, "" },
        { "public, filed by the deployment", Assistant with { Generative = Assistant.Generative! with { FacesPublic = true }, Model = Assistant.Model! with { FilingNumbers = ["备-2"] } }, "" },
        { "explicit label alone", Assistant with { Generative = Assistant.Generative! with { ImplicitLabel = null } }, "class.notLabelled" },
        { "nothing said of content", Assistant with { Generative = null }, "class.publicUnstated class.notLabelled" },
        { "self-developed, no stage", Imaging with { Origin = TechnologyOrigin.SelfDeveloped }, "class.stageMissing class.stageMissing class.stageMissing" },
        { "trial partner, all stages", Imaging with { Origin = TechnologyOrigin.TrialPartner, Development = Stages(Today) }, "" },
        { "last stage completed tomorrow", Imaging with { Origin = TechnologyOrigin.SelfDeveloped, Development = Stages(Today.AddDays(1)) }, "class.stageMissing" },
        { "stage without evidence", Imaging with { Origin = TechnologyOrigin.SelfDeveloped, Development = [.. Stages(Today).SkipLast(1), new(DevelopmentStage.Verification, Today, " ")] }, "class.stageMissing" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Particulars_OfEachKind_AreCompleteOrNameWhatIsMissing(string what, ClassifiedManagementFacts facts, string missing)
    {
        var decision = Rules.Decide(ClauseIds.ClassifiedManagement, facts);

        string.Join(' ', decision.Codes()).ShouldBe(missing, what);
        decision.Blocks.ShouldBeFalse("the house practice warns");
    }

    [Theory]
    [InlineData(DeploymentStage.Retired)]
    [InlineData(DeploymentStage.Study)]
    public void Deployment_ThatIsNotUsed_IsNotApplicable(DeploymentStage stage)
    {
        var decision = Rules.Decide(ClauseIds.ClassifiedManagement, Imaging with { Stage = stage, Tier = null, Model = null });

        decision.Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        decision.Codes().ShouldBe(["class.notUsed"]);
    }

    [Fact]
    public void AsOfAnEarlierDay_AStageCompletedSince_DoesNotCount()
    {
        var facts = Imaging with { Origin = TechnologyOrigin.SelfDeveloped, Development = Stages(Today) };

        Rules.Decide(ClauseIds.ClassifiedManagement, facts, Rules.Midnight(2026, 3, 1)).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Rules.Decide(ClauseIds.ClassifiedManagement, facts, Rules.Midnight(2026, 3, 1).AddTicks(-1)).Codes().ShouldBe(["class.stageMissing"]);
    }

    [Fact]
    public void Table_OfTheProduct_HasALineForEachClassAndTierAndAsksMoreOfHigherTiers()
    {
        foreach (var aiClass in Enum.GetValues<AiClass>())
        {
            var (high, medium, low) = (ClassificationDefaults.Of(aiClass, RiskTier.High), ClassificationDefaults.Of(aiClass, RiskTier.Medium), ClassificationDefaults.Of(aiClass, RiskTier.Low));

            high.AsksLessThan(medium).ShouldBeFalse($"{aiClass}");
            medium.AsksLessThan(low).ShouldBeFalse($"{aiClass}");
            low.Gates.ShouldContain(ManagementGate.TechnicalReview);
        }
    }

    [Fact]
    public void Tier_ByTheQuestions_IsTheHighestOfTheAffirmedOnes()
    {
        var all = ClassificationDefaults.Questions.ToDictionary(q => q.Code, _ => false);

        ClassificationDefaults.TierOf(all).ShouldBe(RiskTier.Low);
        foreach (var question in ClassificationDefaults.Questions)
        {
            ClassificationDefaults.TierOf(new Dictionary<string, bool>(all) { [question.Code] = true }).ShouldBe(question.Tier, question.Code);
        }

        ClassificationDefaults.TierOf(ClassificationDefaults.Questions.ToDictionary(q => q.Code, _ => true)).ShouldBe(RiskTier.High);
    }

    [Theory]
    [InlineData(12, 10, 5, false)]
    [InlineData(13, 10, 5, true)]
    [InlineData(12, 9, 5, true)]
    [InlineData(12, 10, 4, true)]
    [InlineData(11, 11, 6, false)]
    public void Line_AgainstTheProducts_AsksLessByOneAlready(int months, int blind, int sampling, bool less)
    {
        var standard = new ManagementClassLine(AiClass.ImagingCad, RiskTier.Medium, [ManagementGate.TechnicalReview], 12, 10, 5);

        (standard with { ReviewMonths = months, BlindFirstPercent = blind, SamplingPercent = sampling }).AsksLessThan(standard).ShouldBe(less);
    }

    [Fact]
    public void Line_WithoutAGateOfTheProducts_AsksLess()
    {
        var standard = ClassificationDefaults.Of(AiClass.ImagingCad, RiskTier.High);

        (standard with { Gates = [.. standard.Gates.Skip(1)] }).AsksLessThan(standard).ShouldBeTrue();
        (standard with { Gates = [.. Enum.GetValues<ManagementGate>()] }).AsksLessThan(standard).ShouldBeFalse();
    }

    private static IReadOnlyList<DevelopmentEvidence> Stages(DateOnly lastOn) =>
    [
        new(DevelopmentStage.Data, new DateOnly(2025, 1, 1), "D-1"), new(DevelopmentStage.Training, new DateOnly(2025, 6, 1), "D-2"), new(DevelopmentStage.Verification, lastOn, "D-3"),
    ];
}
