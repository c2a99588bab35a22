using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Quality.ReaderStudies;

namespace Hengjian.Tests.Quality;

/// <summary>What a study's file holds by a map, and every way in which it can be wrong.</summary>
public sealed class StudyPlanTests
{
    private static readonly StudyMap Map = new()
    {
        Case = "case",
        Reader = "reader",
        Truth = "truth",
        ReaderLabel = "label",
        AiLabel = "ai",
        Condition = "condition",
        WithoutAi = ["alone"],
        WithAi = ["with"],
        Seconds = "seconds",
        Positive = ["1"],
        Reference = ReferenceKind.Panel,
        Subgroups = ["site"],
    };

    private const string Header = "case,reader,condition,truth,label,ai,seconds,site\n";

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static StudyPlan Plan(string rows, StudyMap? map = null) => Plan(Utf8(Header + rows), map);

    private static StudyPlan Plan(byte[] content, StudyMap? map = null)
    {
        var made = StudyPlan.Make(content, map ?? Map);
        made.Refusal.ShouldBeNull();
        return made.Value!;
    }

    private static FieldError Error(byte[] content, StudyMap? map = null) =>
        StudyPlan.Make(content, map ?? Map).Refusal.ShouldBeOfType<Invalid>().Errors[0];

    private static RejectedRow Rejected(string row)
    {
        var plan = Plan("c1,R1,alone,1,1,,,\n" + row);
        plan.Readings.ShouldBe(1);
        return plan.Rejected.Single();
    }

    [Fact]
    public void Row_BecomesAReadingWithItsAiResult()
    {
        var planned = Plan("c1,R1,with,1,0,1,12.5,A\n").Groups.Single().Cases.Single();
        planned.Truth.ShouldBe("1");
        planned.AiResults.ShouldBe([new StudyAiResult("1", null)]);
        planned.Readings.Single().ShouldBe(new PlannedReading(0, "with", true, "0", 12.5, 0));
        planned.Subgroups["site"].ShouldBe("A");
    }

    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("0", "-0.0")]
    [InlineData(" 2 ", "2e0")]
    [InlineData("TRUE", "TRUE ")]
    public void Labels_ThatAreEqualAsNumbersOrTexts_AreOneLabel(string one, string other) => StudyLabel.Canonical(one).ShouldBe(StudyLabel.Canonical(other));

    [Theory]
    [InlineData("1", "1.5")]
    [InlineData("true", "TRUE")]
    [InlineData("NaN", "0")]
    [InlineData("1,0", "10")]
    public void Labels_ThatDiffer_StayApart(string one, string other) => StudyLabel.Canonical(one).ShouldNotBe(StudyLabel.Canonical(other));

    [Fact]
    public void Labels_OfAGroup_SayWhichArePositive() =>
        Plan("c1,R1,with,1.0,0,1,,\n").Groups.Single().Labels.Select(l => (l.Code, l.Positive)).ShouldBe([("0", false), ("1", true)]);

    [Fact]
    public void AiLabel_InARowWithoutAi_IsAResultThatWasNotShown()
    {
        var planned = Plan("c1,R1,alone,1,1,1,,\n").Groups.Single().Cases.Single();
        planned.AiResults.Count.ShouldBe(1);
        planned.Readings.Single().ShownAiResult.ShouldBeNull();
    }

    [Fact]
    public void AiLabels_ThatDifferWithinACase_AreOneResultEach()
    {
        var planned = Plan("c1,R1,with,1,1,1,,\nc1,R2,with,1,1,0,,\n").Groups.Single().Cases.Single();
        planned.AiResults.Select(r => r.Label).ShouldBe(["1", "0"]);
        planned.Readings.Select(r => r.ShownAiResult).ShouldBe([0, 1]);
    }

    [Fact]
    public void AiLabel_BlankWithAi_IsReportedAndNotInvented()
    {
        var plan = Plan("c1,R1,with,1,1,,,\n");
        plan.Groups.Single().Cases.Single().AiResults.ShouldBeEmpty();
        plan.Warnings.ShouldContain(w => w.Code == "import.aiUnknown");
    }

    [Fact]
    public void Truths_ThatDisagree_MakeACaseEach()
    {
        var plan = Plan("c1,R1,alone,1,1,,,\nc1,R2,alone,0,1,,,\nc1,R3,alone,1.0,1,,,\n");
        plan.Groups.Single().Cases.Select(c => (c.Key, c.Truth, c.Readings.Count)).ShouldBe([("c1#1", "1", 2), ("c1#0", "0", 1)]);
        plan.Warnings.Single(w => w.Code == "import.truthConflict").Arguments["case"].ShouldBe("c1");
    }

    [Fact]
    public void Truth_BlankInSomeRows_IsTheOneThatOthersGive()
    {
        var plan = Plan("c1,R1,alone,,1,,,\nc1,R2,alone,0,1,,,\n");
        plan.Groups.Single().Cases.Single().ShouldSatisfyAllConditions(c => c.Key.ShouldBe("c1"), c => c.Truth.ShouldBe("0"), c => c.Readings.Count.ShouldBe(2));
    }

    [Fact]
    public void Truth_BlankBesideTwoOthers_IsACaseWithoutReference()
    {
        var plan = Plan("c1,R1,alone,,1,,,\nc1,R2,alone,0,1,,,\nc1,R3,alone,1,1,,,\n");
        plan.Groups.Single().Cases.Select(c => (c.Key, c.Truth)).ShouldBe([("c1", null), ("c1#0", "0"), ("c1#1", "1")]);
    }

    [Fact]
    public void Reading_Twice_KeepsTheFirstAndReportsTheSecond()
    {
        var plan = Plan("c1,R1,alone,1,1,,,\nc1,R1,alone,1,0,,,\nc1,R1,with,1,0,1,,\n");
        plan.Groups.Single().Cases.Single().Readings.Select(r => r.Label).ShouldBe(["1", "0"]);
        plan.Rejected.Single().ShouldSatisfyAllConditions(r => r.Row.ShouldBe(3), r => r.Code.ShouldBe("import.duplicateReading"));
    }

    [Fact]
    public void Subgroup_Blank_IsMissingAndNoError()
    {
        var plan = Plan("c1,R1,alone,1,1,,,\n");
        plan.Groups.Single().Cases.Single().Subgroups.ShouldBeEmpty();
        plan.RejectedCount.ShouldBe(0);
    }

    [Fact]
    public void Subgroup_ThatVariesWithinACase_IsLeftOutAndReported()
    {
        var plan = Plan("c1,R1,alone,1,1,,,A\nc1,R2,alone,1,1,,,B\n");
        plan.Groups.Single().Cases.Single().Subgroups.ShouldBeEmpty();
        plan.Warnings.ShouldContain(w => w.Code == "import.subgroupVaries");
    }

    [Fact]
    public void Group_MakesADeploymentEach()
    {
        var plan = Plan("c1,R1,alone,1,1,,,A\nc1,R1,with,1,1,1,,B\n", Map with { Group = "site", Subgroups = [] });
        plan.Groups.Select(g => (g.Name, g.Cases.Count)).ShouldBe([("A", 1), ("B", 1)]);
        plan.Readers.ShouldBe(["R1"]);
    }

    [Fact]
    public void Conditions_OfSeveralValues_StayApart()
    {
        var plan = Plan("c1,R1,m1,,1,,,\nc1,R1,m2,,1,,,\n", Map with { Truth = null, WithoutAi = ["m1", "m2"], WithAi = [] });
        plan.Groups.Single().Cases.Single().Readings.Select(r => (r.Condition, r.WithAi)).ShouldBe([("m1", false), ("m2", false)]);
    }

    [Fact]
    public void Conditions_WhereTheMapNamesNone_AreAllWithoutAi() =>
        Plan("c1,R1,anything,,1,,,\n", Map with { Truth = null, WithoutAi = [], WithAi = [] }).Groups.Single().Cases.Single().Readings.Single().WithAi.ShouldBeFalse();

    [Theory]
    [InlineData(",R1,alone,1,1,,,", "case", "import.blank")]
    [InlineData("c2,,alone,1,1,,,", "reader", "import.blank")]
    [InlineData("c2,R1,alone,1,,,,", "label", "import.blank")]
    [InlineData("c2,R1,,1,1,,,", "condition", "import.blank")]
    [InlineData("c2,R1,sometimes,1,1,,,", "condition", "import.conditionUnknown")]
    [InlineData("c2,R1,alone,1,1,,quick,", "seconds", "import.notNumber")]
    [InlineData("c2,R1,alone,1,1,,-3,", "seconds", "import.outOfRange")]
    [InlineData("c2,R1,alone,1,1,,1e9,", "seconds", "import.outOfRange")]
    [InlineData("c2,R1,alone,1,1,,Infinity,", "seconds", "import.notNumber")]
    [InlineData("c2,R1,alone,1,1,,\"1,5\",", "seconds", "import.notNumber")]
    [InlineData("c2,R1,alone,1,1", null, "import.ragged")]
    [InlineData("c2,R1,alone,1,1,,,,,", null, "import.ragged")]
    [InlineData("\"c\n2\",R1,alone,1,1,,,", "case", "import.controlCharacters")]
    public void Row_ThatIsWrong_IsRejectedWithItsColumn(string row, string? column, string code)
    {
        var rejected = Rejected(row + "\n");
        (rejected.Row, rejected.Column, rejected.Code).ShouldBe((3, column, code));
    }

    [Fact]
    public void Cell_ThatIsHuge_IsRejected()
    {
        var rejected = Rejected(new string('x', 100_000) + ",R1,alone,1,1,,,\n");
        (rejected.Column, rejected.Code).ShouldBe(("case", "import.cellTooLong"));
    }

    [Fact]
    public void Rejections_BeyondTheListedOnes_AreCounted()
    {
        var plan = Plan("c1,R1,alone,1,1,,,\n" + string.Concat(Enumerable.Repeat(",R1,alone,1,1,,,\n", StudyPlan.MostListed + 7)));
        (plan.Rejected.Count, plan.RejectedCount).ShouldBe((StudyPlan.MostListed, StudyPlan.MostListed + 7));
        plan.Warnings.ShouldContain(w => w.Code == "import.moreRejected");
    }

    [Theory]
    [InlineData("", "import.fileEmpty")]
    [InlineData("\n\n  \n", "import.fileEmpty")]
    [InlineData(Header, "import.noRows")]
    [InlineData("case,case\n1,2\n", "import.columnTwice")]
    [InlineData(Header + "c1,\"R1,alone,1,1,,,\n", "import.quotes")]
    [InlineData(Header + "c1,R1,alone,1,\"1\"x,,,\n", "import.quotes")]
    [InlineData(Header + "c1,R1,sometimes,1,1,,,\n", "import.nothingUsable")]
    [InlineData("PK\u0003\u0004\0\0", "import.notText")]
    public void File_ThatCannotBeUsed_IsRefusedWithTheReason(string text, string code)
    {
        var error = Error(Utf8(text));
        (error.Field, error.Code).ShouldBe(("file", code));
    }

    [Fact]
    public void Columns_ThatAreMissing_AreAllNamed()
    {
        var errors = StudyPlan.Make(Utf8("case,reader,label\nc1,R1,1\n"), Map).Refusal.ShouldBeOfType<Invalid>().Errors;
        errors.Select(e => e.Arguments["column"]).ShouldBe(["truth", "ai", "condition", "seconds", "site"]);
        errors.ShouldAllBe(e => e.Code == "import.columnMissing");
    }

    [Fact]
    public void File_WithByteOrderMark_ReadsTheSame() =>
        Plan([0xEF, 0xBB, 0xBF, .. Utf8(Header + "c1,R1,alone,1,1,,,\n")]).Readings.ShouldBe(1);

    [Fact]
    public void File_InUtf16WithMark_ReadsTheSame()
    {
        var utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: true);
        Plan([.. utf16.GetPreamble(), .. utf16.GetBytes(Header + "c1,R1,alone,1,1,,,\n")]).Readings.ShouldBe(1);
    }

    [Fact]
    public void File_InGb18030_ReadsItsChinese()
    {
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var plan = Plan(gb.GetBytes("病例,医师,条件,结论\n甲,王医师,独立,阳性\n"), new StudyMap
        {
            Case = "病例", Reader = "医师", Condition = "条件", WithoutAi = ["独立"], ReaderLabel = "结论", Positive = ["阳性"],
        });
        plan.Readers.ShouldBe(["王医师"]);
        plan.Groups.Single().Labels.Single().ShouldSatisfyAllConditions(l => l.Code.ShouldBe("阳性"), l => l.Positive.ShouldBeTrue());
    }

    [Fact]
    public void File_InNeitherEncoding_IsRefused() => Error([0x63, 0xFF, 0xFF, 0x0A]).Code.ShouldBe("import.encoding");

    [Fact]
    public void File_WithCarriageReturns_ReadsTheSame() => Plan(Utf8(Header.Replace("\n", "\r\n", StringComparison.Ordinal) + "c1,R1,alone,1,1,,,\r\n")).Readings.ShouldBe(1);

    [Fact]
    public void Codes_OfProblems_HaveTextsInBothLanguages()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Hengjian.slnx")))
        {
            folder = folder.Parent;
        }

        var sources = Directory.EnumerateFiles(Path.Combine(folder.FullName, "src/Hengjian.Governance/Quality/ReaderStudies"));
        var codes = sources.Where(f => f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => Regex.Matches(File.ReadAllText(f), "\"(?<code>import\\.[a-zA-Z]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(m => m.Groups["code"].Value))
            .Distinct().ToList();
        codes.Count.ShouldBeGreaterThan(25);
        foreach (var language in new[] { "", ".zh-CN" })
        {
            var texts = XDocument.Load(sources.Single(f => f.EndsWith("ImportTexts" + language + ".resx", StringComparison.Ordinal))).Root!.Elements("data")
                .Where(d => d.Element("value")!.Value.Length > 0).Select(d => d.Attribute("name")!.Value).ToHashSet();
            codes.Where(c => !texts.Contains(c)).ShouldBeEmpty();
        }
    }
}
