using Hengjian.Web.Components.Design;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Tests.Design;

public sealed class ComponentTests
{
    private sealed record Row(string Name, int Count);

    [Fact]
    public void CaseStateTag_OfEachState_HasAWordInBothLanguages()
    {
        foreach (var state in CaseStates.Main.Concat(CaseStates.Branches))
        {
            ComponentHost.Render<CaseStateTag>(new() { ["State"] = state }).ShouldNotContain("CaseState.");
            ComponentHost.Render<CaseStateTag>(new() { ["State"] = state }, "zh-CN").ShouldNotContain("CaseState.");
        }
    }

    [Theory]
    [InlineData("zh-CN", "意见已出具")]
    [InlineData("en", "Opinion issued")]
    public void CaseStateTag_OpinionIssued_IsNamedAsInTheGlossary(string language, string expected) =>
        ComponentHost.Render<CaseStateTag>(new() { ["State"] = "OpinionIssued" }, language).ShouldContain(expected);

    [Fact]
    public void DataTable_SortedColumn_SaysSoAndLinksToTheOtherOrder()
    {
        var html = Table("name");
        html.ShouldContain("aria-sort=\"ascending\"");
        html.ShouldContain("href=\"/cases?state=open&amp;sort=-name\"");
        html.ShouldContain("href=\"/cases?state=open&amp;sort=count\"");
    }

    [Fact]
    public void DataTable_Cell_CarriesItsLabelForThePhone() => Table("name").ShouldContain("data-label=\"Count\">7<");

    [Fact]
    public void DataTable_HeadColumn_IsARowHeader() => Table("name").ShouldContain("<th scope=\"row\" class=\"head\">a</th>");

    [Fact]
    public void DataTable_WithoutRows_ShowsWhatIsEmpty()
    {
        var html = ComponentHost.Render<DataTable<Row>>(new()
        {
            ["Items"] = Array.Empty<Row>(), ["Caption"] = "Rows", ["ChildContent"] = Columns, ["Empty"] = ComponentHost.Text("nothing here"),
        });
        html.ShouldContain("nothing here");
        html.ShouldNotContain("<table");
    }

    [Theory]
    [InlineData(1, 0, "No entries")]
    [InlineData(1, 5, "1–5 of 5")]
    [InlineData(3, 214, "41–60 of 214")]
    [InlineData(11, 214, "201–214 of 214")]
    public void Pager_OfAPage_NamesItsRange(int page, int total, string expected) =>
        ComponentHost.Render<Pager>(new() { ["Page"] = page, ["Total"] = (long)total }).ShouldContain(expected);

    [Fact]
    public void Pager_FirstPage_IsWrittenWithoutANumber()
    {
        var html = ComponentHost.Render<Pager>(new() { ["Page"] = 2, ["Total"] = 50L });
        html.ShouldContain("href=\"/cases?state=open\"");
        html.ShouldContain("href=\"/cases?state=open&amp;page=3\"");
    }

    [Fact]
    public void FormField_WithAnErrorOfTheForm_IsMarkedAndDescribedByIt()
    {
        var html = ComponentHost.Render<PostForm>(new()
        {
            ["Action"] = "/x",
            ["Errors"] = new[] { new FieldError("Input.Title", "Say what happened") },
            ["ChildContent"] = ComponentHost.Child<FormField>(new() { ["Name"] = "Input.Title", ["Label"] = "Title", ["Hint"] = "One sentence", ["Value"] = "kept" }),
        });
        html.ShouldContain("href=\"/cases?state=open&amp;page=2#input-title\"");
        html.ShouldContain("aria-invalid=\"true\"");
        html.ShouldContain("aria-describedby=\"input-title-error input-title-hint\"");
        html.ShouldContain("value=\"kept\"");
        html.ShouldContain("role=\"alert\"");
    }

    [Fact]
    public void FormField_Password_NeverComesBack() =>
        ComponentHost.Render<SignPanel>(new() { ["View"] = new SignView("A") }).ShouldNotContain("type=\"password\" value");

    [Fact]
    public void FormField_Select_MarksTheValue()
    {
        var html = ComponentHost.Render<FormField>(new()
        {
            ["Name"] = "Kind", ["Label"] = "Kind", ["Type"] = "select", ["Value"] = "b", ["Options"] = new[] { new Choice("a", "A"), new Choice("b", "B", Group: "G") },
        });
        html.ShouldContain("<option value=\"b\" selected>B</option>");
        html.ShouldContain("<optgroup label=\"G\">");
    }

    [Fact]
    public void ChoiceField_Multiple_MarksEachValue()
    {
        var html = ComponentHost.Render<ChoiceField>(new()
        {
            ["Name"] = "Signs", ["Label"] = "Signs", ["Multiple"] = true, ["Values"] = new[] { "a", "c" }, ["Options"] = new[] { new Choice("a", "A"), new Choice("b", "B"), new Choice("c", "C") },
        });
        html.Split(" checked").Length.ShouldBe(3);
        html.Split("type=\"checkbox\"").Length.ShouldBe(4);
    }

    [Fact]
    public void ChoiceField_OfAFormWithoutAnyChoice_MarksNone() =>
        ComponentHost.Render<ChoiceField>(new() { ["Name"] = "Signs", ["Label"] = "Signs", ["Multiple"] = true, ["Values"] = null, ["Options"] = new[] { new Choice("a", "A") } }).ShouldNotContain(" checked");

    [Fact]
    public void DecisionList_MetClauses_AreFoldedAndOpenOnesStand()
    {
        var html = ComponentHost.Render<DecisionList>(new()
        {
            ["Decisions"] = new[]
            {
                new DecisionView("Two physicians", "R17-3.2a", DecisionOutcome.NotMet) { Missing = ["A second signature"] },
                new DecisionView("Certificates", "R17-3.8.1a", DecisionOutcome.Met),
            },
        });
        html.IndexOf("A second signature", StringComparison.Ordinal).ShouldBeLessThan(html.IndexOf("<details", StringComparison.Ordinal));
        html.IndexOf("Certificates", StringComparison.Ordinal).ShouldBeGreaterThan(html.IndexOf("<details", StringComparison.Ordinal));
    }

    [Fact]
    public void AiResultCard_Hidden_ShowsNothingOfTheResult()
    {
        var html = ComponentHost.Render<AiResultCard>(new()
        {
            ["View"] = new AiResultView { HiddenReason = "Read blind", Conclusion = "SENTINEL", Score = 0.987, Identity = [new("Digest", "SENTINEL")] },
            ["ChildContent"] = ComponentHost.Text("SENTINEL"),
        });
        html.ShouldContain("Read blind");
        html.ShouldNotContain("SENTINEL");
        html.ShouldNotContain("0.99");
    }

    [Fact]
    public void OpinionCard_Superseded_StaysReadableAndSaysWhy()
    {
        var html = ComponentHost.Render<OpinionCard>(new() { ["View"] = new OpinionView("A", "Attending", SignatureState.Valid) { Conclusion = "Positive", Superseded = "Replaced at 11:02" } });
        html.ShouldContain("Positive");
        html.ShouldContain("Replaced at 11:02");
        html.ShouldNotContain("Signature valid");
    }

    [Fact]
    public void Text_InChinese_IsSentAsItIs() => ComponentHost.Render<StatusTag>(new() { ["Text"] = "阅片中" }).ShouldContain("阅片中");

    private static readonly RenderFragment Columns = builder =>
    {
        builder.OpenComponent<Column<Row>>(0);
        builder.AddComponentParameter(1, "Title", "Name");
        builder.AddComponentParameter(2, "SortBy", "name");
        builder.AddComponentParameter(3, "Head", true);
        builder.AddComponentParameter(4, "ChildContent", (RenderFragment<Row>)(r => ComponentHost.Text(r.Name)));
        builder.CloseComponent();
        builder.OpenComponent<Column<Row>>(5);
        builder.AddComponentParameter(6, "Title", "Count");
        builder.AddComponentParameter(7, "SortBy", "count");
        builder.AddComponentParameter(8, "ChildContent", (RenderFragment<Row>)(r => ComponentHost.Text(r.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        builder.CloseComponent();
    };

    private static string Table(string sort) =>
        ComponentHost.Render<DataTable<Row>>(new() { ["Items"] = new[] { new Row("a", 7) }, ["Caption"] = "Rows", ["Sort"] = sort, ["ChildContent"] = Columns });
}
