using System.Text.Json.Nodes;
using Hengjian.Tests.Monitoring;

namespace Hengjian.Tests.Ranking;

public sealed class RankingReferenceTables
{
    const string Fighter = "mcdm_hwang_yoon_fighter";
    const string Maternal = "rsr_maternal10";
    const string FighterTopsis = "topsis --id alt --criteria X1,X2,X3,X4,X5,X6 --cost X4 --weights 0.2,0.1,0.1,0.1,0.2,0.3";
    const string MaternalRsr = "rsr --id id --criteria prenatal,maternal,perinatal --cost maternal,perinatal";

    [Theory]
    [InlineData("closeness", "topsis")]
    [InlineData("rank", "rank")]
    public void Topsis_FighterAircraft_HasTheValuesOfR(string key, string referenceKey) =>
        ReferenceTable.ShouldAgree(
            ReferenceTable.Pluck(ReferenceTable.Run(Fighter, FighterTopsis)["alternatives"], key), ReferenceTable.Expected(Fighter)[referenceKey]);

    [Theory]
    [InlineData("rsr", "rsr")]
    [InlineData("level", "level_probit_4_6")]
    public void RankSumRatio_MaternalCare_HasTheUnitsOfTheTeachingExample(string key, string referenceKey) =>
        ReferenceTable.ShouldAgree(
            ReferenceTable.Pluck(ReferenceTable.Run(Maternal, MaternalRsr)["units"], key),
            ReferenceTable.Values(ReferenceTable.Expected(Maternal)[referenceKey]));

    [Theory]
    [InlineData("rsr", "RSR")]
    [InlineData("frequency", "f")]
    [InlineData("cumulative", "cf")]
    [InlineData("average_rank", "avg_rank")]
    [InlineData("p", "p")]
    [InlineData("probit", "probit")]
    public void RankSumRatio_MaternalCare_HasTheDistributionOfTheTeachingExample(string key, string referenceKey) =>
        ReferenceTable.ShouldAgree(
            ReferenceTable.Pluck(ReferenceTable.Run(Maternal, MaternalRsr)["distribution"], key),
            ReferenceTable.Pluck(ReferenceTable.Expected(Maternal)["distribution"], referenceKey));

    [Theory]
    [InlineData("min_max", "M_min_max")]
    [InlineData("product_max", "M_prod_max")]
    [InlineData("min_bounded_sum", "M_min_boundedsum")]
    [InlineData("weighted_average", "M_weighted_average")]
    public void FuzzyEvaluation_FourByFour_HasTheVectorsOfNumPy(string name, string referenceKey) =>
        ReferenceTable.ShouldAgree(FourByFour()[name]!["vector"], ReferenceTable.Expected("fuzzy_eval_4x4")[referenceKey]);

    [Fact]
    public void FuzzyEvaluation_FourByFour_HasTheScoreOfNumPy() =>
        ReferenceTable.ShouldAgree(
            new JsonArray(FourByFour()["weighted_average"]!["score"]!.DeepClone()),
            new JsonArray(ReferenceTable.Expected("fuzzy_eval_4x4")["score_grades_95_80_65_50"]!.DeepClone()));

    static JsonNode FourByFour() =>
        ReferenceTable.Run("fuzzy_eval_4x4", "fuzzy-evaluation --grades excellent,good,fair,poor --weight w --grade-scores 95,80,65,50")["operators"]!;
}
