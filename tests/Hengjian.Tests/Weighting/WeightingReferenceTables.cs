using System.Text.Json.Nodes;
using Hengjian.Tests.Monitoring;

namespace Hengjian.Tests.Weighting;

public sealed class WeightingReferenceTables
{
    const string City = "ahp --format pairwise-signed --positive-favours second";

    [Theory]
    [InlineData("weights", "weights_eigen")]
    [InlineData("weights_geometric", "weights_geometric")]
    [InlineData("lambda_max", "lambda_max")]
    [InlineData("ci", "CI")]
    [InlineData("cr", "CR_saaty_RI_1.12")]
    public void Ahp_City_HasTheValuesOfR(string key, string referenceKey) =>
        ReferenceTable.ShouldAgree(
            ReferenceTable.Run("ahp_city1", City)[key],
            ReferenceTable.Expected("ahp_city1")[referenceKey]);

    [Fact]
    public void Ahp_SaatysSchools_HasTheEigenvectorOfR() =>
        ReferenceTable.ShouldAgree(
            ReferenceTable.Values(ReferenceTable.Run("ahp_saaty_school6", "ahp --format matrix")["weights"]),
            ReferenceTable.Expected("ahp_saaty_school6")["weights_eigen"]);

    [Fact]
    public void Ahp_SaatysSchools_HasTheEigenvalueAndTheRatioOfR()
    {
        var expected = ReferenceTable.Expected("ahp_saaty_school6");
        var result = ReferenceTable.Run("ahp_saaty_school6", "ahp --format matrix");

        ReferenceTable.ShouldAgree(
            new JsonArray(result["lambda_max"]!.DeepClone(), result["ci"]!.DeepClone(), result["cr"]!.DeepClone()),
            new JsonArray(expected["lambda_max"]!.DeepClone(), expected["CI"]!.DeepClone(), expected["CR_RI_1.24"]!.DeepClone()));
    }

    [Fact]
    public void EntropyWeight_FighterAircraft_HasTheWeightsOfR() =>
        ReferenceTable.ShouldAgree(
            ReferenceTable.Values(ReferenceTable.Run("mcdm_hwang_yoon_fighter", "entropy-weight --id alt --criteria X1,X2,X3,X4,X5,X6 --cost X4")["weights"]),
            ReferenceTable.Expected("mcdm_hwang_yoon_fighter")["entropy_weights"]);
}
