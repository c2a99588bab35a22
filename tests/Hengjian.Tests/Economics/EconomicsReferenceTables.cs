using System.Text.Json.Nodes;
using Hengjian.Tests.Monitoring;

namespace Hengjian.Tests.Economics;

public sealed class EconomicsReferenceTables
{
    const string Vaccine = "cea_bcea_vaccine";

    [Theory]
    [InlineData("mean_net_benefit", "mean_net_benefit_by_arm")]
    [InlineData("evpi", "EVPI")]
    [InlineData("prob_best", "CEAC_prob_each_arm_best")]
    public void Psa_Vaccine_HasTheCurvesOfBcea(string key, string referenceKey) =>
        ReferenceTable.ShouldAgree(ReferenceTable.Pluck(RunVaccine()["wtp"], key), ReferenceTable.Expected(Vaccine)[referenceKey]);

    [Fact]
    public void Psa_Vaccine_HasTheRatioOfBcea() =>
        ReferenceTable.ShouldAgree(
            ReferenceTable.Pluck(RunVaccine()["comparisons"], "icer"), ReferenceTable.Values(ReferenceTable.Expected(Vaccine)["ICER"]));

    [Fact]
    public void Psa_Vaccine_ChangesItsOptimalArmAtTheBreakEvenPointOfBcea()
    {
        var expected = ReferenceTable.Expected(Vaccine);
        var first = RunVaccine()["wtp"]!.AsArray().First(decision => decision!["optimal_arm"]!.GetValue<string>() == "eff_2")!;

        ReferenceTable.ShouldAgree(first["k"], expected["kstar"]);
    }

    [Theory]
    [InlineData("base", "mono")]
    [InlineData("intervention", "combo")]
    public void MarkovCohort_Hiv_HasTheTotalsOfBriggs(string key, string referenceKey)
    {
        var expected = ReferenceTable.Expected("cea_hiv_markov")[referenceKey]!;

        ReferenceTable.ShouldAgree(
            ReferenceTable.Values(RunHiv()[key]), new JsonArray(expected["cost"]!.DeepClone(), expected["ly"]!.DeepClone()));
    }

    [Fact]
    public void MarkovCohort_Hiv_HasThePublishedRatio() =>
        ReferenceTable.ShouldAgree(RunHiv()["incremental"]!["icer"], ReferenceTable.Expected("cea_hiv_markov")["icer"]);

    static JsonObject RunVaccine() =>
        ReferenceTable.Run(
            Vaccine, "psa --effects eff_1,eff_2 --costs cost_1,cost_2 --baseline eff_1 --wtp 0,10000,20000,20100,25000,30000,50000");

    static JsonObject RunHiv() =>
        ReferenceTable.Run(
            "cea_hiv_markov",
            "markov-cohort --state from --state-costs 5034,5330,11285,0 --state-effects 1,1,1,0 --cycles 20 --discount-cost 0.06 "
            + "--relative-risk 0.509 --intervention-cycles 2 --intervention-costs 2086.5,2086.5,2086.5,0");
}
