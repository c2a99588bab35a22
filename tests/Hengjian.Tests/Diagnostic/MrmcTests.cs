using System.Text.Json.Nodes;
using Hengjian.Methods.Common;
using Hengjian.Methods.Diagnostic;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Diagnostic;

public sealed class MrmcTests
{
    const string Options = "mrmc --reader reader --modality modality --case case --truth truth --rating rating";
    const string Header = "reader,modality,case,truth,rating\n";

    [Theory]
    [InlineData("DeLong_random_both", "delong")]
    [InlineData("jackknife_random_both", "jackknife")]
    public void Command_OnVanDyke_AgreesWithMRMCaov(string key, string covariance)
    {
        var expected = ReferenceTable.Of("mrmc_vandyke")[key]!;

        var actual = MethodsCli.Run(
            "mrmc", "--data", ReferenceTable.Csv("mrmc_vandyke"), "--reader", "reader", "--modality", "treatment", "--case", "case",
            "--truth", "truth", "--rating", "rating", "--covariance", covariance).Result();

        string[] components = ["reader", "modality_reader", "error", "cov1", "cov2", "cov3"];
        for (var i = 0; i < components.Length; i++)
            actual["components"]![components[i]].ShouldAgreeWith(expected["vcov_comps"]![i]!["Estimate"]);
        var (test, reference) = (actual["random_readers_random_cases"]!, expected["test_equality"]![0]!);
        test["f"].ShouldAgreeWith(reference["F"]);
        test["df2"].ShouldAgreeWith(reference["df2"]);
        test["p"].ShouldAgreeWith(reference["p-value"]);
        test["differences"]![0]!["t"].ShouldAgreeWith(expected["test_diffs"]![0]!["t"]);
        test["differences"]![0]!["ci_low"].ShouldAgreeWith(expected["test_diffs"]![0]!["CI"]![0]);
        actual["modality_means"]![1]!["df"].ShouldAgreeWith(expected["test_means"]![1]!["df"]);
    }

    [Fact]
    public void Analyse_OnTwoModalities_HasAnFThatIsTheSquareOfT()
    {
        var test = Mrmc.Analyse(Study(modalities: 2, readers: 4, seed: 1)).RandomReadersRandomCases;

        test.Statistic!.Value.ShouldBeNear(Math.Pow(test.Differences[0].Statistic!.Value, 2));
        test.P!.Value.ShouldBeNear(test.Differences[0].P!.Value, 1e-8);
    }

    [Fact]
    public void Analyse_OnTwoModalities_HasAChiSquareThatIsTheSquareOfZ()
    {
        var test = Mrmc.Analyse(Study(modalities: 2, readers: 4, seed: 2)).FixedReadersRandomCases;

        test.Statistic!.Value.ShouldBeNear(Math.Pow(test.Differences[0].Statistic!.Value, 2));
    }

    [Fact]
    public void Analyse_OnThreeModalities_ComparesEveryPairInOrder() =>
        Mrmc.Analyse(Study(modalities: 3, readers: 3, seed: 3)).RandomReadersFixedCases.Differences.Select(pair => pair.A + pair.B)
            .ShouldBe(["M0M1", "M0M2", "M1M2"]);

    [Fact]
    public void Analyse_OnReorderedRows_KeepsTheComponents()
    {
        var ratings = Ratings(modalities: 2, readers: 3, seed: 4);
        var components = Mrmc.Analyse(ReaderStudy.Of(ratings)).Components;

        var reordered = Mrmc.Analyse(ReaderStudy.Of([.. ratings.OrderBy(rating => rating.Case).ThenByDescending(rating => rating.Reader)])).Components;

        reordered.Error.ShouldBeNear(components.Error);
        reordered.Cov1.ShouldBeNear(components.Cov1);
        reordered.Cov2.ShouldBeNear(components.Cov2);
        reordered.Cov3.ShouldBeNear(components.Cov3);
        reordered.Reader.ShouldBeNear(components.Reader);
        reordered.ModalityReader.ShouldBeNear(components.ModalityReader);
    }

    [Fact]
    public void Analyse_ByJackknife_IsTheVarianceOfTheAreasWithoutOneCase()
    {
        var ratings = Ratings(modalities: 2, readers: 2, seed: 5);
        var first = ratings.Where(rating => rating is { Reader: "R0", Modality: "M0" }).ToArray();
        var without = first.Select(left =>
        {
            var rest = first.Where(rating => rating.Case != left.Case).ToArray();
            return Roc.Auc([.. rest.Select(rating => rating.Truth)], [.. rest.Select(rating => rating.Value)]);
        }).ToArray();
        double n = without.Length, mean = without.Average();

        var error = Mrmc.Analyse(ReaderStudy.Of(ratings), AucCovariance.Jackknife).ReaderAucs[0].StandardError;

        error.ShouldBeNear(Math.Sqrt((n - 1) / n * without.Sum(auc => (auc - mean) * (auc - mean))));
    }

    [Fact]
    public void Analyse_ByDeLong_GivesEachReaderTheErrorOfRoc()
    {
        var ratings = Ratings(modalities: 2, readers: 2, seed: 6);
        var first = ratings.Where(rating => rating is { Reader: "R0", Modality: "M0" }).ToArray();

        Mrmc.Analyse(ReaderStudy.Of(ratings)).ReaderAucs[0].StandardError
            .ShouldBe(Roc.Analyse([.. first.Select(rating => rating.Truth)], [.. first.Select(rating => rating.Value)]).StandardError!.Value);
    }

    [Fact]
    public void Analyse_OnTwoModalitiesWithOneCovariance_MatchesPairedDeLong()
    {
        // cov1 of one reader is the covariance that the paired test finds; here both readers rate alike, so the mean is that covariance too.
        var one = Ratings(modalities: 2, readers: 1, seed: 7);
        var study = ReaderStudy.Of([.. one, .. one.Select(rating => rating with { Reader = "again" })]);
        double[][] scores = [.. new[] { "M0", "M1" }.Select(name => one.Where(rating => rating.Modality == name).Select(rating => rating.Value).ToArray())];
        bool[] truth = [.. one.Where(rating => rating.Modality == "M0").Select(rating => rating.Truth)];

        Mrmc.Analyse(study).Components.Cov1.ShouldBeNear(DeLong.Paired(truth, scores[0], scores[1]).Covariance!.Value);
    }

    [Fact]
    public void Analyse_OnIdenticalModalities_HasNoTestOfReadersWithFixedCases()
    {
        var same = Ratings(modalities: 1, readers: 3, seed: 8);
        var result = Mrmc.Analyse(ReaderStudy.Of([.. same, .. same.Select(rating => rating with { Modality = "copy" })]));

        (result.RandomReadersFixedCases.Statistic, result.RandomReadersFixedCases.P).ShouldBe((null, null));
        result.MeanSquareInteraction.ShouldBe(0);
    }

    [Fact]
    public void Analyse_WhereReadersAgree_HasInfiniteDegreesOfFreedom()
    {
        var one = Ratings(modalities: 2, readers: 1, seed: 9);
        var result = Mrmc.Analyse(ReaderStudy.Of([.. one, .. one.Select(rating => rating with { Reader = "again" })]));

        result.RandomReadersRandomCases.Df2.ShouldBe(double.PositiveInfinity);
        result.ModalityMeans[0].DegreesOfFreedom.ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void Analyse_WhereReadersAgree_UsesTheNormalLaw()
    {
        var one = Ratings(modalities: 2, readers: 1, seed: 9);
        var test = Mrmc.Analyse(ReaderStudy.Of([.. one, .. one.Select(rating => rating with { Reader = "again" })])).RandomReadersRandomCases;

        test.P!.Value.ShouldBeNear(Distributions.NormalTwoSided(Math.Sqrt(test.Statistic!.Value)));
    }

    [Fact]
    public void Analyse_OnPerfectReaders_HasNoStatistics()
    {
        var result = Mrmc.Analyse(ReaderStudy.Of(
            [.. Ratings(modalities: 2, readers: 2, seed: 10).Select(rating => rating with { Value = rating.Truth ? 1 : 0 })]));

        (result.RandomReadersRandomCases.Statistic, result.FixedReadersRandomCases.Statistic, result.ModalityMeans[0].Interval).ShouldBe((null, null, null));
    }

    [Fact]
    public void Analyse_OnEquallySkilledReaders_LeavesANegativeComponent()
    {
        // Readers who differ less than the cases make them: MS(R) is below what the covariances explain.
        var components = Enumerable.Range(0, 20).Select(seed => Mrmc.Analyse(Study(modalities: 2, readers: 3, seed)).Components);

        components.ShouldContain(component => component.Reader < 0);
    }

    [Fact]
    public void ReaderStudy_WithAMissingCell_NamesIt() =>
        Should.Throw<BadInputException>(() => ReaderStudy.Of([.. Ratings(modalities: 2, readers: 2, seed: 11).Skip(1)]))
            .Message.ShouldContain("reader \"R0\", modality \"M0\", case \"c0\"");

    [Fact]
    public void ReaderStudy_WithOneReader_IsRefused() =>
        Should.Throw<BadInputException>(() => ReaderStudy.Of(Ratings(modalities: 2, readers: 1, seed: 1))).Message.ShouldContain("two readers");

    [Fact]
    public void ReaderStudy_WithOneModality_IsRefused() =>
        Should.Throw<BadInputException>(() => ReaderStudy.Of(Ratings(modalities: 1, readers: 2, seed: 1))).Message.ShouldContain("two modalities");

    [Fact]
    public void Analyse_WithASinglePositive_IsUndefined() =>
        Should.Throw<UndefinedResultException>(() => Mrmc.Analyse(ReaderStudy.Of(
            [.. Ratings(modalities: 2, readers: 2, seed: 12).Select(rating => rating with { Truth = rating.Case == "c0" })])));

    [Fact]
    public void Command_OnAMissingCell_NamesIt()
    {
        var csv = Csv(Ratings(modalities: 2, readers: 2, seed: 13)).Replace("R1,M1,c4,", "R1,M1,other,", StringComparison.Ordinal);

        MethodsCli.RunOn(csv, Options).ShouldFail(2, "reader \"R0\", modality \"M0\", case \"other\"");
    }

    [Fact]
    public void Command_OnADuplicateRating_NamesTheSecond()
    {
        var csv = Csv(Ratings(modalities: 2, readers: 2, seed: 14));
        var lines = csv.TrimEnd('\n').Split('\n');

        MethodsCli.RunOn(csv + lines[1] + "\n", Options).ShouldFail(2, $"row {lines.Length + 1}, column \"case\": duplicate rating");
    }

    [Fact]
    public void Command_OnACaseWithTwoTruths_NamesTheCell()
    {
        var csv = Csv(Ratings(modalities: 2, readers: 2, seed: 15)).Replace("R1,M1,c0,1,", "R1,M1,c0,0,", StringComparison.Ordinal);

        MethodsCli.RunOn(csv, Options).ShouldFail(2, "column \"truth\"");
    }

    [Fact]
    public void Command_OnANegativeComponent_SaysSo()
    {
        var result = Enumerable.Range(0, 20).Select(seed => MethodsCli.ResultOn(Csv(Ratings(modalities: 2, readers: 3, seed)), Options))
            .First(node => node["components"]!["reader"]!.GetValue<double>() < 0);

        result["components"]!["note"]!.GetValue<string>().ShouldContain("reader");
    }

    [Fact]
    public void Command_OnNamedReaders_WritesTexts() =>
        MethodsCli.ResultOn(Csv(Ratings(modalities: 2, readers: 2, seed: 16)), Options)["reader_aucs"]!.AsArray()
            .Select(node => node!["modality"] + "/" + node["reader"]).ShouldBe(["M0/R0", "M0/R1", "M1/R0", "M1/R1"]);

    [Fact]
    public void Command_OnInfiniteDegreesOfFreedom_GivesNullWithReason()
    {
        var one = Ratings(modalities: 2, readers: 1, seed: 17);
        JsonNode test = MethodsCli.ResultOn(Csv([.. one, .. one.Select(rating => rating with { Reader = "again" })]), Options)["random_readers_random_cases"]!;

        test["df2"].ShouldBeNull();
        test["reason"]!.GetValue<string>().ShouldContain("infinite");
    }

    // Readers who contradict each other: cov2 − cov3 is negative over all and cov2 within the first modality. Expected: the formulas in NumPy and SciPy.
    [Fact]
    public void Analyse_OnContraryReaders_CutsNegativeCovariancesWhereTheMethodSaysSo()
    {
        int[][] ratings =
        [
            [4, 2, 3, 5, 1, 1, 1, 4, 3], [5, 3, 3, 4, 1, 5, 5, 1, 3], [3, 4, 4, 4, 5, 2, 4, 3, 1],
            [3, 4, 2, 5, 1, 4, 2, 4, 1], [6, 3, 6, 6, 1, 1, 2, 3, 5], [2, 2, 3, 3, 2, 3, 4, 5, 5],
        ];
        var result = Mrmc.Analyse(ReaderStudy.Of(
        [
            .. from row in Enumerable.Range(0, 6)
               from i in Enumerable.Range(0, 9)
               select new ReaderRating($"R{row % 3}", $"M{row / 3}", $"c{i}", i < 4, ratings[row][i]),
        ]));

        result.Components.Cov2.ShouldBeNear(-0.004583333333333333);
        result.Components.Cov3.ShouldBeNear(0.00203125);
        result.MeanSquareInteraction.ShouldBeNear(0.07510416666666667);
        result.RandomReadersRandomCases.Statistic!.Value.ShouldBeNear(0.0887656033287101);
        result.RandomReadersRandomCases.Df2!.Value.ShouldBeNear(2);
        result.RandomReadersRandomCases.P!.Value.ShouldBeNear(0.7938527711879708, 1e-7);
        result.FixedReadersRandomCases.Statistic!.Value.ShouldBeNear(0.3365468886941278);
        result.FixedReadersRandomCases.P!.Value.ShouldBeNear(0.5618292372837284, 1e-7);
        result.FixedReadersRandomCases.Differences[0].StandardError.ShouldBeNear(0.11491744218576447);
        result.ModalityMeans[0].StandardError.ShouldBeNear(0.06009252125773318);
        result.ModalityMeans[0].DegreesOfFreedom!.Value.ShouldBeNear(2);
        result.ModalityMeans[1].StandardError.ShouldBeNear(0.22368442552449247);
        result.ModalityMeans[1].DegreesOfFreedom!.Value.ShouldBeNear(2.292280909369901);
    }

    static ReaderStudy Study(int modalities, int readers, int seed) => ReaderStudy.Of(Ratings(modalities, readers, seed));

    /// <summary>16 cases, the even ones positive; ratings of equally skilled readers.</summary>
    static List<ReaderRating> Ratings(int modalities, int readers, int seed)
    {
        var random = new SeededRandom(seed);
        double[] cases = [.. Enumerable.Range(0, 16).Select(i => random.NextNormal() + (i % 2 == 0 ? 1.5 : 0))];
        return
        [
            .. from modality in Enumerable.Range(0, modalities)
               from reader in Enumerable.Range(0, readers)
               from i in Enumerable.Range(0, cases.Length)
               select new ReaderRating($"R{reader}", $"M{modality}", $"c{i}", i % 2 == 0, Math.Round(cases[i] + random.NextNormal(), 1)),
        ];
    }

    static string Csv(IEnumerable<ReaderRating> ratings) => Header + string.Concat(ratings.Select(rating =>
        FormattableString.Invariant($"{rating.Reader},{rating.Modality},{rating.Case},{(rating.Truth ? 1 : 0)},{rating.Value:R}\n")));
}
