using System.Text;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Quality.ReaderStudies;

namespace Hengjian.Tests.Quality;

public sealed class StudyMapTests
{
    private static Outcome<StudyMap> Parse(string json) => StudyMap.Parse(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void Map_AsInterfacesShowIt_IsRead()
    {
        var map = Parse("""
            { "case": "case_id", "reader": "reader_id", "truth": "truth", "readerLabel": "reader_label", "aiLabel": "ai_label", "aiScore": null,
              "condition": "condition", "withoutAi": "unaided", "withAi": "ai_assisted", "seconds": "seconds", "group": "task", "positive": ["1"], "reference": "panel",
              "subgroups": ["site"] }
            """).Value!;
        map.WithoutAi.ShouldBe(["unaided"]);
        map.Reference.ShouldBe(ReferenceKind.Panel);
        map.AiScore.ShouldBeNull();
    }

    [Fact]
    public void Map_WithListsAndNumbers_IsRead()
    {
        var map = Parse("""{ "case": "c", "reader": "r", "readerLabel": "l", "condition": "m", "withoutAi": ["a", "b"], "withAi": null, "positive": [1, 2] }""").Value!;
        (map.WithoutAi.Count, map.WithAi.Count, string.Join(' ', map.Positive)).ShouldBe((2, 0, "1 2"));
    }

    [Theory]
    [InlineData("""{ "case": "c", "reader": "r" }""", "map.readerLabel", "import.mapNeeds")]
    [InlineData("""{ "case": "c", "reader": "r", "readerLabel": "l", "withAi": "x" }""", "map.condition", "import.mapNeeds")]
    [InlineData("""{ "case": "c", "reader": "r", "readerLabel": "l", "truth": "t" }""", "map.positive", "import.positiveNeeded")]
    [InlineData("""{ "case": "c", "reader": "r", "readerLabel": "l", "colour": "red" }""", "map.colour", "import.mapUnknownMember")]
    [InlineData("""{ "case": 7, "reader": "r", "readerLabel": "l" }""", "map.case", "import.mapText")]
    [InlineData("""{ "case": "c", "reader": "r", "readerLabel": "l", "reference": "biopsy" }""", "map.reference", "import.referenceUnknown")]
    [InlineData("""{ "case": "c", "reader": "r", "readerLabel": "l", "condition": "m", "withAi": "x", "withoutAi": ["x"] }""", "map.withAi", "import.conditionTwice")]
    [InlineData("[]", "map", "import.mapUnreadable")]
    [InlineData("{", "map", "import.mapUnreadable")]
    [InlineData("{\"case\":{\"a\":{\"b\":{\"c\":{}}}}}", "map", "import.mapUnreadable")]
    public void Map_ThatIsWrong_SaysWhichMember(string json, string field, string code) =>
        Parse(json).Refusal.ShouldBeOfType<Invalid>().Errors.ShouldContain(e => e.Field == field && e.Code == code);

    [Fact]
    public void Maps_ThatSayTheSame_AreTheSame()
    {
        var one = Parse("""{ "case": "c", "reader": "r", "readerLabel": "l", "condition": "m", "withoutAi": "a" }""").Value!;
        var other = Parse("""{ "withoutAi": ["a"], "condition": "m", "readerLabel": "l", "reader": "r", "case": "c", "truth": null }""").Value!;
        one.Canonical().ShouldBe(other.Canonical());
    }
}
