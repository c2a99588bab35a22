using Hengjian.Methods.Agreement;
using Hengjian.Methods.Common;
using Hengjian.Tests.Diagnostic;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Agreement;

public sealed class FleissKappaTests
{
    // Ten subjects by fourteen raters in five categories (the example of Wikipedia's article "Fleiss' kappa", κ = 0.210).
    static readonly int[][] Psychologists =
    [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ];

    // statsmodels 0.13.5: fleiss_kappa(table)
    [Fact]
    public void Analyse_OnFourteenRaters_AgreesWithStatsmodels() =>
        FleissKappa.Analyse(Spread(Psychologists)).Fleiss.Value!.Value.ShouldBeNear(0.20993070442195522);

    [Fact]
    public void Command_OnSharedDiagnoses_AgreesWithIrr()
    {
        var expected = ReferenceTable.Of("kappa_fleiss_diagnoses");

        var actual = MethodsCli.Run(
            "fleiss-kappa", "--data", ReferenceTable.Csv("kappa_fleiss_diagnoses"), "--raters", "rater1,rater2,rater3,rater4,rater5,rater6").Result();

        actual["kappa"].ShouldAgreeWith(expected["fleiss_kappa"]);
        actual["z"].ShouldAgreeWith(expected["z"]);
        actual["conger_kappa"].ShouldAgreeWith(expected["exact_conger"]);
        actual["light_kappa"].ShouldAgreeWith(expected["light"]);
        foreach (var (row, category) in expected["detail"]!.AsArray().Zip(actual["categories"]!.AsArray()))
        {
            category!["category"]!.GetValue<string>().ShouldBe(row!["_row"]!.GetValue<string>());
            Math.Round(category["kappa"]!.GetValue<double>(), 3).ShouldBe(row["Kappa"]!.GetValue<double>());
            Math.Round(category["z"]!.GetValue<double>(), 3).ShouldBe(row["z"]!.GetValue<double>());
        }
    }

    [Fact]
    public void Command_OnSharedAnxiety_AgreesWithIrr() =>
        MethodsCli.Run(
            "fleiss-kappa", "--data", ReferenceTable.Csv("kappa_weighted_kendall_anxiety"), "--raters", "rater1,rater2,rater3").Result()["kappa"]
            .ShouldAgreeWith(ReferenceTable.Of("kappa_weighted_kendall_anxiety")["fleiss"]);

    [Fact]
    public void Analyse_OnTwoRaters_HasCohensKappaAsConger() => ForRandomRatings(2, ratings =>
        FleissKappa.Analyse(ratings).Conger.Value!.Value.ShouldBe(CohenKappa.FromRatings(ratings[0], ratings[1]).Kappa, 1e-12));

    [Fact]
    public void Analyse_OnTwoRaters_HasCohensKappaAsLight() => ForRandomRatings(2, ratings =>
        FleissKappa.Analyse(ratings).Light.Value!.Value.ShouldBe(CohenKappa.FromRatings(ratings[0], ratings[1]).Kappa, 1e-12));

    [Fact]
    public void Analyse_OnReorderedRaters_IsTheSame() => ForRandomRatings(4, ratings =>
    {
        var (direct, reversed) = (FleissKappa.Analyse(ratings), FleissKappa.Analyse([.. ratings.Reverse()]));
        reversed.Fleiss.Value!.Value.ShouldBe(direct.Fleiss.Value!.Value, 1e-12);
        reversed.Conger.StandardError!.Value.ShouldBe(direct.Conger.StandardError!.Value, 1e-12);
        reversed.Light.Value!.Value.ShouldBe(direct.Light.Value!.Value, 1e-12);
    });

    [Fact]
    public void Analyse_OnTheWholeSample_HasTheJackknifeOfSamplesWithoutOneSubject() => ForRandomRatings(3, ratings =>
    {
        var n = ratings[0].Count;
        var scale = Categories.Of(ratings.SelectMany(column => column));
        var without = Enumerable.Range(0, n)
            .Select(left => FleissKappa.Analyse([.. ratings.Select(column => column.Where((_, i) => i != left).ToArray())], scale)).ToArray();
        var result = FleissKappa.Analyse(ratings, scale);

        result.Fleiss.StandardError!.Value.ShouldBe(Jackknife(without.Select(kappas => kappas.Fleiss)), 1e-12);
        result.Conger.StandardError!.Value.ShouldBe(Jackknife(without.Select(kappas => kappas.Conger)), 1e-12);
        result.Light.StandardError!.Value.ShouldBe(Jackknife(without.Select(kappas => kappas.Light)), 1e-12);
    });

    [Fact]
    public void Analyse_OnPerfectAgreement_IsOneThreeTimes()
    {
        var result = FleissKappa.Analyse([["a", "b", "a", "b"], ["a", "b", "a", "b"], ["a", "b", "a", "b"]]);

        (result.Fleiss.Value, result.Conger.Value, result.Light.Value).ShouldBe((1, 1, 1));
    }

    [Fact]
    public void Analyse_OnPerfectAgreement_HasNoError() =>
        FleissKappa.Analyse([["a", "b", "a", "b"], ["a", "b", "a", "b"]]).Fleiss.StandardError!.Value.ShouldBe(0, 1e-15);

    [Fact]
    public void Analyse_OnTwoCategories_HasTheSameKappaForBoth()
    {
        var result = FleissKappa.Analyse([["a", "b", "a", "b"], ["a", "b", "b", "b"], ["a", "a", "a", "b"]]);

        result.Categories.Select(category => category.Kappa!.Value).ShouldAllBe(kappa => Math.Abs(kappa - result.Fleiss.Value!.Value) < 1e-14);
    }

    [Fact]
    public void Analyse_OnOneCategory_IsUndefined() => Should.Throw<UndefinedResultException>(() => FleissKappa.Analyse([["a", "a"], ["a", "a"]]));

    [Fact]
    public void Analyse_OnANamedButUnusedCategory_HasNoKappaForIt() =>
        FleissKappa.Analyse([["a", "b"], ["a", "b"]], Categories.Named(["a", "b", "c"])).Categories[2].Kappa.ShouldBeNull();

    [Fact]
    public void Analyse_WhereTwoRatersAreConstantAlike_HasNoLight() =>
        FleissKappa.Analyse([["a", "a", "a"], ["a", "a", "a"], ["a", "b", "a"]]).Light.Value.ShouldBeNull();

    [Fact]
    public void Analyse_WhereALeftOutSubjectEndsTheVariation_HasNoError() =>
        FleissKappa.Analyse([["a", "a", "b"], ["a", "a", "a"]]).Fleiss.StandardError.ShouldBeNull();

    [Fact]
    public void Analyse_OnOneSubject_HasAKappaAndNoError()
    {
        var kappa = FleissKappa.Analyse([["a"], ["b"]]).Fleiss;

        (kappa.Value, kappa.StandardError).ShouldBe((-1, null));
    }

    [Fact]
    public void Analyse_OnOneRater_IsRefused() => Should.Throw<BadInputException>(() => FleissKappa.Analyse([["a", "b"]]));

    [Fact]
    public void Analyse_OnDifferentLengths_IsRefused() => Should.Throw<BadInputException>(() => FleissKappa.Analyse([["a", "b"], ["a"]]));

    [Fact]
    public void Analyse_WhenCancelled_Stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() => FleissKappa.Analyse([["a", "b"], ["a", "b"]], cancellation: cancelled.Token));
    }

    [Fact]
    public void Command_OnAnIncompleteRow_DropsIt() =>
        MethodsCli.ResultOn("r,s\na,a\nb,\nb,a\n", "fleiss-kappa --raters r,s")["n_subjects"]!.GetValue<int>().ShouldBe(2);

    [Fact]
    public void Command_OnAStrangeCategory_NamesTheCell() =>
        MethodsCli.RunOn("r,s\na,a\nb,x\n", "fleiss-kappa --raters r,s --categories a,b").ShouldFail(2, "row 3, column \"s\"");

    [Fact]
    public void Command_OnOneCategory_ExitsWithOne() => MethodsCli.RunOn("r,s\na,a\na,a\n", "fleiss-kappa --raters r,s").ShouldFail(1, "one category");

    static double Jackknife(IEnumerable<JackknifedKappa> without)
    {
        double[] values = [.. without.Select(kappa => kappa.Value!.Value)];
        var mean = values.Average();
        return Math.Sqrt((values.Length - 1.0) / values.Length * values.Sum(value => (value - mean) * (value - mean)));
    }

    /// <summary>A column a rater from counts by subject; which rater gave which rating does not matter to Fleiss' kappa.</summary>
    static string[][] Spread(int[][] counts)
    {
        string[][] rows = [.. counts.Select(row => row.SelectMany((count, category) => Enumerable.Repeat(category.ToString(), count)).ToArray())];
        return [.. Enumerable.Range(0, rows[0].Length).Select(rater => rows.Select(row => row[rater]).ToArray())];
    }

    static void ForRandomRatings(int raters, Action<IReadOnlyList<IReadOnlyList<string>>> check)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new SeededRandom(seed);
            check([.. Enumerable.Range(0, raters).Select(_ => (string[])["a", "b", "c", .. Enumerable.Range(0, 12).Select(_ => "abc"[random.NextInt32(3)].ToString())])]);
        }
    }
}
