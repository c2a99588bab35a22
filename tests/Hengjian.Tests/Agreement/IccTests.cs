using Hengjian.Methods.Agreement;
using Hengjian.Methods.Common;
using Hengjian.Tests.Diagnostic;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Agreement;

public sealed class IccTests
{
    // Six subjects by four judges, Shrout and Fleiss, Psychol. Bull. 86 (1979) 420, Table 2: ICCs .17, .29, .71.
    static readonly double[][] ShroutFleiss = [[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]];

    // R psych 2.2.9: ICC(x, lmer = FALSE)
    [Fact]
    public void Analyse_OnShroutAndFleiss_GivesTheOneWayCorrelation() =>
        ShouldAgree(Icc.Analyse(ShroutFleiss).OneWay, 0.165741768405, -0.1329323248748, 0.722560062328);

    [Fact]
    public void Analyse_OnShroutAndFleiss_GivesTheAgreement() =>
        ShouldAgree(Icc.Analyse(ShroutFleiss).AbsoluteAgreement, 0.289763779528, 0.0187865133747, 0.761084369649);

    [Fact]
    public void Analyse_OnShroutAndFleiss_GivesTheConsistency() =>
        ShouldAgree(Icc.Analyse(ShroutFleiss).Consistency, 0.714840714841, 0.3424647650339, 0.945858259955);

    [Fact]
    public void Command_OnSharedAnxiety_AgreesWithIrr()
    {
        var expected = ReferenceTable.Of("kappa_weighted_kendall_anxiety");

        var actual = MethodsCli.Run("icc", "--data", ReferenceTable.Csv("kappa_weighted_kendall_anxiety"), "--raters", "rater1,rater2,rater3").Result();

        actual["icc_2_1"]!["value"].ShouldAgreeWith(expected["icc2_1_agreement"]!["value"]);
        actual["icc_2_1"]!["ci_low"].ShouldAgreeWith(expected["icc2_1_agreement"]!["lo"], 1e-7);
        actual["icc_2_1"]!["ci_high"].ShouldAgreeWith(expected["icc2_1_agreement"]!["hi"], 1e-7);
        actual["icc_1_1"]!["value"].ShouldAgreeWith(expected["icc1"]);
    }

    [Fact]
    public void Analyse_OnRandomRatings_HasIntervalsThatHoldTheValue() => ForRandomRatings(ratings =>
    {
        var result = Icc.Analyse(ratings);
        foreach (var icc in new[] { result.OneWay, result.AbsoluteAgreement, result.Consistency })
            icc.Interval!.Value.Contains(icc.Value!.Value).ShouldBeTrue();
    });

    [Fact]
    public void Analyse_OnScaledAndMovedRatings_IsTheSame() => ForRandomRatings(ratings =>
    {
        var (direct, moved) = (Icc.Analyse(ratings), Icc.Analyse([.. ratings.Select(column => Array.ConvertAll(column, value => -3 * value + 1000))]));
        moved.OneWay.Value!.Value.ShouldBe(direct.OneWay.Value!.Value, 1e-10);
        moved.AbsoluteAgreement.Value!.Value.ShouldBe(direct.AbsoluteAgreement.Value!.Value, 1e-10);
        moved.Consistency.Interval!.Value.Low.ShouldBe(direct.Consistency.Interval!.Value.Low, 1e-9);
    });

    [Fact]
    public void Analyse_OnRatersOfDifferentLevel_KeepsTheConsistency() => ForRandomRatings(ratings =>
    {
        var shifted = ratings.Select((column, rater) => Array.ConvertAll(column, value => value + 5 * rater)).ToArray();
        Icc.Analyse(shifted).Consistency.Value!.Value.ShouldBe(Icc.Analyse(ratings).Consistency.Value!.Value, 1e-10);
    });

    [Fact]
    public void Analyse_OnIdenticalRaters_IsOneThreeTimes()
    {
        var result = Icc.Analyse([[0.1, 0.2, 0.7], [0.1, 0.2, 0.7], [0.1, 0.2, 0.7]]);

        foreach (var icc in new[] { result.OneWay, result.AbsoluteAgreement, result.Consistency })
            icc.ShouldBe(new IntraclassCorrelation(1, new Interval(1, 1)));
    }

    [Fact]
    public void Analyse_OnAConstantShift_IsConsistentWithoutAgreeing()
    {
        var result = Icc.Analyse([[0.1, 0.2, 0.7], [0.4, 0.5, 1.0]]);

        result.Consistency.Value!.Value.ShouldBe(1, 1e-12);
        result.AbsoluteAgreement.Value!.Value.ShouldBeLessThan(0.9);
    }

    [Fact]
    public void Analyse_OnSubjectsWithEqualMeans_IsNegative() =>
        Icc.Analyse([[1, 2, 3], [3, 2, 1]]).Consistency.Value!.Value.ShouldBe(-1, 1e-12);

    [Fact]
    public void Analyse_OnConstantRaters_HasNoConsistency() => Icc.Analyse([[0.1, 0.1, 0.1], [0.3, 0.3, 0.3]]).Consistency.Value.ShouldBeNull();

    [Fact]
    public void Analyse_OnTwoSubjectsMirrored_HasNoAgreement() => Icc.Analyse([[0.1, 0.3], [0.3, 0.1]]).AbsoluteAgreement.Value.ShouldBeNull();

    [Fact]
    public void Analyse_OnEqualRatings_IsUndefined() => Should.Throw<UndefinedResultException>(() => Icc.Analyse([[0.1, 0.1], [0.1, 0.1]]));

    [Fact]
    public void Analyse_AtAHigherLevel_WidensEveryInterval()
    {
        var (wide, narrow) = (Icc.Analyse(ShroutFleiss, 0.99), Icc.Analyse(ShroutFleiss, 0.9));

        wide.AbsoluteAgreement.Interval!.Value.Low.ShouldBeLessThan(narrow.AbsoluteAgreement.Interval!.Value.Low);
        wide.OneWay.Interval!.Value.High.ShouldBeGreaterThan(narrow.OneWay.Interval!.Value.High);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "too few rows")]
    [InlineData("a,b\n1,2\n1,Inf\n", "row 3, column \"b\"")]
    public void Command_OnUnfitData_SaysWhy(string csv, string message) => MethodsCli.RunOn(csv, "icc --raters a,b").ShouldFail(2, message);

    [Fact]
    public void Command_OnEqualRatings_ExitsWithOne() => MethodsCli.RunOn("a,b\n2,2\n2,2\n", "icc --raters a,b").ShouldFail(1, "zero variance");

    [Fact]
    public void Command_OnConstantRaters_GivesNullWithReason()
    {
        var icc = MethodsCli.ResultOn("a,b\n1,2\n1,2\n1,2\n", "icc --raters a,b")["icc_3_1"]!;

        icc["value"].ShouldBeNull();
        icc["reason"].ShouldNotBeNull();
    }

    static void ShouldAgree(IntraclassCorrelation icc, double value, double low, double high)
    {
        icc.Value!.Value.ShouldBeNear(value);
        icc.Interval!.Value.Low.ShouldBeNear(low, 1e-8);
        icc.Interval!.Value.High.ShouldBeNear(high, 1e-8);
    }

    static void ForRandomRatings(Action<double[][]> check)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new SeededRandom(seed);
            var subjects = Enumerable.Range(0, 3 + random.NextInt32(8)).Select(_ => 2 * random.NextNormal()).ToArray();
            check([.. Enumerable.Range(0, 2 + random.NextInt32(3)).Select(_ => Array.ConvertAll(subjects, subject => subject + random.NextNormal()))]);
        }
    }
}
