using System.Net;
using System.Text;
using System.Text.Json;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>POST /observed-acts/imports and what follows: nothing before the confirmation, each row an act after it, the same file again changes nothing.</summary>
public sealed class ObservedImportTests
{
    private const string Header = "病例号,检查号,系统,系统内编号,行为,执业证书编号,工号,签署人,完成时间,签名编号,角色,结论,内容,ICD-10\r\n";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Import_OfReportReviewAndDiagnosis_ConcludesTheCaseAndIsIdempotent(TestDatabase database)
    {
        var observed = await ObservedWorld.OfAsync(database);
        var (id, number) = await AnalysedAsync(observed);
        var file = Header
            + await LineAsync(observed, number, observed.World.Clinician, observed.Emr, "最终诊断", 10, text: "右肺上叶结节")
            + await LineAsync(observed, number, observed.World.Second, observed.Ris, "诊断意见", 20, "审核")
            + await LineAsync(observed, number, observed.World.First, observed.Ris, "诊断意见", 30, "报告");

        var preview = (await UploadAsync(observed, file)).Created();
        preview.At("counts.new").GetInt32().ShouldBe(3, preview.Text);
        (await observed.World.CaseAsync(id)).At("opinions").GetArrayLength().ShouldBe(0, "nothing is stored before the confirmation");

        var done = await ConfirmAsync(observed, preview.Id);

        done.GetProperty("taken").GetInt32().ShouldBe(3, done.GetRawText());
        (await observed.World.CaseAsync(id)).State.ShouldBe("concluded");
        (await observed.FindingsAsync(id)).ShouldBeEmpty();
        var again = (await UploadAsync(observed, file)).Created();
        (again.At("counts.new").GetInt32(), again.At("counts.known").GetInt32()).ShouldBe((0, 3));
        (await observed.World.Officer.SendAsync($"observed-acts/imports/{again.Id}/confirmation", new { goodRowsOnly = false })).Conflicts("tables.nothingToDo");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Import_WithWrongRows_NamesTheCellAndTakesTheGoodOnesWhenAsked(TestDatabase database)
    {
        var observed = await ObservedWorld.OfAsync(database);
        var (id, number) = await AnalysedAsync(observed);
        var good = await LineAsync(observed, number, observed.World.First, observed.Ris, "诊断意见", 30, "报告");
        var file = Header + good + good
            + await LineAsync(observed, "1999-000001", observed.World.Second, observed.Ris, "诊断意见", 20, "审核")
            + await LineAsync(observed, number, observed.World.Second, "无此系统", "诊断意见", 20, "审核")
            + await LineAsync(observed, number, observed.World.Second, observed.Ris, "会诊", 20, "审核")
            + await LineAsync(observed, number, observed.World.Second, observed.Ris, "诊断意见", 20, "审核", label: "疑似");

        var preview = (await UploadAsync(observed, file)).Created();

        preview.At("items").EnumerateArray().Where(r => r.GetProperty("state").GetString() == "error").Select(Problem).Order(StringComparer.Ordinal).ShouldBe(
            ["case observed.noCase", "kind tables.unknownWord", "label case.unknownLabel", "system observed.unknownSystem", "systemActId observed.twiceInFile"]);
        (await observed.World.Officer.SendAsync($"observed-acts/imports/{preview.Id}/confirmation", new { goodRowsOnly = false })).Conflicts("tables.hasErrors");
        var done = await ConfirmAsync(observed, preview.Id, goodRowsOnly: true);
        (done.GetProperty("taken").GetInt32(), done.GetProperty("left").GetInt32()).ShouldBe((1, 5));
        (await observed.World.CaseAsync(id)).At("opinions").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Import_WithOtherContentUnderAKnownId_IsAnError()
    {
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite);
        var (_, number) = await AnalysedAsync(observed);
        var line = await LineAsync(observed, number, observed.World.First, observed.Ris, "诊断意见", 30, "报告");
        await ConfirmAsync(observed, (await UploadAsync(observed, Header + line)).Created().Id);

        var changed = (await UploadAsync(observed, Header + line.Replace("positive", "negative", StringComparison.Ordinal))).Created();

        Problem(changed.At("items")[0]).ShouldBe("systemActId observed.otherContent");
    }

    [Fact]
    public async Task Import_OfAnUnknownSigner_SaysSoBeforeAndIsKept()
    {
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite);
        var (id, number) = await AnalysedAsync(observed);
        var line = $"{number},,{observed.Ris},R{CaseWorld.Next()},诊断意见,,X{CaseWorld.Next()},某医师,{Local(observed, 30)},,报告,positive,,\r\n";

        var preview = (await UploadAsync(observed, Header + line)).Created();

        preview.At("counts.unknownSigners").GetInt32().ShouldBe(1);
        (await ConfirmAsync(observed, preview.Id)).GetProperty("kept").GetInt32().ShouldBe(1);
        (await observed.FindingsAsync(id)).ShouldBe(["R17-2.1.1"]);
    }

    [Fact]
    public async Task Import_OfAnAnotherPersonsPreview_IsNotFound()
    {
        var observed = await ObservedWorld.OfAsync(TestDatabase.Sqlite);
        var (_, number) = await AnalysedAsync(observed);
        var preview = (await UploadAsync(observed, Header + await LineAsync(observed, number, observed.World.First, observed.Ris, "诊断意见", 30, "报告"))).Created();

        (await observed.World.Technician.Client.AskAsync($"observed-acts/imports/{preview.Id}")).Is(HttpStatusCode.NotFound);
        (await observed.World.First.Client.AskAsync($"observed-acts/imports/{preview.Id}")).Is(HttpStatusCode.Forbidden);
    }

    private static string Problem(JsonElement row) => row.GetProperty("problems").EnumerateArray().Select(p => $"{p.GetProperty("column").GetString()} {p.GetProperty("code").GetString()}").Single();

    /// <summary>As a RIS writes it: Chinese time without an offset.</summary>
    private static string Local(ObservedWorld observed, int minutesAgo) =>
        observed.World.App.Clock.GetUtcNow().AddMinutes(-minutesAgo).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy/M/d H:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> LineAsync(
        ObservedWorld observed, string number, Person signer, string system, string kind, int minutesAgo, string role = "", string label = "positive", string text = "") =>
        $"{number},,{system},R{CaseWorld.Next()},{kind},{await observed.LicenceAsync(signer)},,,{Local(observed, minutesAgo)},CA-{CaseWorld.Next()},{role},{label},{text},\r\n";

    private static async Task<(Guid Id, string Number)> AnalysedAsync(ObservedWorld observed)
    {
        var id = await observed.RegisterAsync();
        (await observed.ResultAsync(id)).Created();
        return (id, (await observed.World.CaseAsync(id)).At("number").GetString()!);
    }

    private static Task<Answer> UploadAsync(ObservedWorld observed, string csv) => observed.UploadAsync(csv);

    private static async Task<JsonElement> ConfirmAsync(ObservedWorld observed, Guid preview, bool goodRowsOnly = false)
    {
        var job = (await observed.World.Officer.SendAsync($"observed-acts/imports/{preview}/confirmation", new { goodRowsOnly })).Created().Id;
        for (var i = 0; i < 900; i++)
        {
            var answer = await observed.World.Officer.AskAsync($"observed-acts/imports/{preview}/jobs/{job}");
            if (answer.State is not ("queued" or "running"))
            {
                answer.State.ShouldBe("done", answer.Text);
                return JsonDocument.Parse(answer.At("result").GetString()!).RootElement;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The import's job did not end.");
    }
}
