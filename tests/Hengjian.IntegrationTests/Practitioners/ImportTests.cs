using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Tables;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.Tests.Tables;

namespace Hengjian.IntegrationTests.Practitioners;

/// <summary>POST /practitioners/imports and what follows: nothing before the confirmation, all or nothing after it.</summary>
public sealed class ImportTests
{
    private const string Header = "工号,姓名,人员类别,科室,职称,执业证书编码,执业范围\r\n";

    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Import_OfNewPeople_IsPreviewedThenStored(TestDatabase database)
    {
        var registry = await Registry.OpenAsync(database);
        var licence = Registry.NextLicence();
        var preview = (await registry.UploadAsync($"{Header}R1,韩知行,医师,放射科,主治医师,{licence},医学影像和放射治疗专业；内科专业\r\nT1,许明澈,技师,,主管技师,,\r\n")).Created();
        preview.At("counts.new").GetInt32().ShouldBe(2, preview.Text);
        (await registry.Officer.AskAsync("practitioners")).At("total").GetInt32().ShouldBe(0, "nothing is stored before the confirmation");

        var done = await registry.ConfirmAsync(preview.Id);

        done.State.ShouldBe("done", done.Text);
        var person = (await registry.Officer.AskAsync("practitioners?q=R1")).At("items")[0];
        (person.GetProperty("name").GetString(), person.GetProperty("title").GetString(), person.GetProperty("licenceNumber").GetString()).ShouldBe(("韩知行", "attending", licence));
        person.GetProperty("scopes").GetArrayLength().ShouldBe(2);
        person.GetProperty("departmentId").ValueKind.ShouldBe(JsonValueKind.String);
        (await registry.Officer.AskAsync("practitioners?title=chargeTechnologist")).At("total").GetInt32().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Import_WithAWrongRow_StoresNothingUnlessTheGoodRowsAreAskedFor(TestDatabase database)
    {
        var registry = await Registry.OpenAsync(database);
        var preview = (await registry.UploadAsync($"{Header}R1,甲,医师,放射科,主治医师,{Registry.NextLicence()},\r\nR2,乙,医师,无此科,主任医师,123,\r\n")).Created();
        var wrong = preview.At("items").EnumerateArray().Single(r => r.GetProperty("state").GetString() == "error");
        wrong.GetProperty("row").GetInt32().ShouldBe(3);
        wrong.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("column").GetString()).ShouldBe(["department", "licenceNumber"], ignoreOrder: true);
        (await registry.Officer.SendAsync($"practitioners/imports/{preview.Id}/confirmation", new { goodRowsOnly = false })).Conflicts("tables.hasErrors");
        (await registry.Officer.AskAsync("practitioners")).At("total").GetInt32().ShouldBe(0);

        var rest = registry.Read("rest.csv", await registry.DownloadAsync($"practitioners/imports/{preview.Id}/rest")).Sheets[0];
        rest.Rows.Count.ShouldBe(2);
        rest.Rows[1].Cells[1].Text.ShouldBe("乙");
        rest.Rows[1].Cells[^1].Text.ShouldContain("无此科");

        (await registry.ConfirmAsync(preview.Id, goodRowsOnly: true)).State.ShouldBe("done");
        (await registry.Officer.AskAsync("practitioners")).At("total").GetInt32().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Import_OfAChangedRow_SaysWhatChangesAndLeavesTheRest(TestDatabase database)
    {
        var registry = await Registry.OpenAsync(database);
        var id = await registry.RegisterAsync(Registry.Physician("旧名", staffNumber: "R9"));
        var preview = (await registry.UploadAsync("工号,姓名\r\nR9,新名\r\n")).Created();
        preview.At("items")[0].GetProperty("changes").EnumerateArray().Select(c => (c.GetProperty("column").GetString(), c.GetProperty("from").GetString(), c.GetProperty("to").GetString()))
            .ShouldBe([("name", "旧名", "新名")]);

        (await registry.ConfirmAsync(preview.Id)).State.ShouldBe("done");

        var person = await registry.GetAsync(id);
        person.At("name").GetString().ShouldBe("新名");
        person.At("specialtyPeriods").GetArrayLength().ShouldBe(1);
        person.At("trainings").GetArrayLength().ShouldBe(1);
        person.At("title").GetString().ShouldBe("attending");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Import_ConfirmedAfterARecordChanged_StoresNothing(TestDatabase database)
    {
        var registry = await Registry.OpenAsync(database);
        var record = Registry.Physician("甲", staffNumber: "R9");
        var id = await registry.RegisterAsync(record);
        var preview = (await registry.UploadAsync("工号,姓名\r\nR9,乙\r\n")).Created();
        (await registry.Officer.PutAsync($"practitioners/{id}", record.With("name", "丙"), "\"1\"")).Is(HttpStatusCode.OK);

        var ended = await registry.ConfirmAsync(preview.Id);

        ended.State.ShouldBe("refused");
        ended.At("result").GetString()!.ShouldContain("tables.changedSince");
        (await registry.GetAsync(id)).At("name").GetString().ShouldBe("丙");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Import_ConfirmedTwice_StoresOnce(TestDatabase database)
    {
        var registry = await Registry.OpenAsync(database);
        var preview = (await registry.UploadAsync($"{Header}R1,甲,医师,,,{Registry.NextLicence()},\r\n")).Created();

        var ends = await Task.WhenAll(registry.ConfirmAsync(preview.Id), registry.ConfirmAsync(preview.Id));

        ends.Select(e => e.State).ShouldBe(["done", "refused"], ignoreOrder: true);
        (await registry.Officer.AskAsync("practitioners")).At("total").GetInt32().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Import_OfSheetsForPeriodsAndTrainings_JoinsThemByStaffNumber(TestDatabase database)
    {
        var registry = await Registry.OpenAsync(database);
        var file = registry.Write(
            TableFormat.Xlsx,
            ("人员", [["工号", "姓名", "人员类别", "执业证书编码"], ["R1", "甲", "医师", Registry.NextLicence()]]),
            ("经历", [["工号", "专业", "人员类别", "起始日期", "截止日期", "工作量比例%"], ["R1", "医学影像", "临床工作", "2015年3月1日", "", "50"], ["R7", "医学影像", "", "2015-03-01", "", ""]]),
            ("培训", [["工号", "技术类别", "途径", "完成日期", "证书编号"], ["R1", "chestCt", "基地培训", "2020/5/6", "SF-9"]]));

        var preview = (await registry.UploadAsync("人员.xlsx", file)).Created();

        var rows = preview.At("items").EnumerateArray().ToList();
        rows.Count.ShouldBe(2, preview.Text);
        var stray = rows.Single(r => r.GetProperty("sheet").GetString() == "经历");
        (stray.GetProperty("row").GetInt32(), stray.GetProperty("problems")[0].GetProperty("code").GetString()).ShouldBe((3, "tables.stray"));
        (await registry.ConfirmAsync(preview.Id, goodRowsOnly: true)).State.ShouldBe("done");
        var person = (await registry.Officer.AskAsync("practitioners?q=R1")).At("items")[0];
        var period = person.GetProperty("specialtyPeriods")[0];
        (period.GetProperty("from").GetString(), period.GetProperty("sharePercent").GetInt32()).ShouldBe(("2015-03-01", 50));
        person.GetProperty("trainings")[0].GetProperty("completedOn").GetString().ShouldBe("2020-05-06");
    }

    [Theory]
    [InlineData("工号,姓名,人员类别\r\nR1,甲,技师\r\nR1,乙,技师\r\n", "staffNumber", "register.staffNumberTaken")]
    [InlineData("工号,姓名,人员类别\r\n,甲,技师\r\n", null, "tables.keyNeeded")]
    [InlineData("工号,姓名,人员类别\r\nR1,甲,木匠\r\n", "kind", "tables.unknownWord")]
    [InlineData("工号,姓名,人员类别,执业证书编码\r\nR1,甲,医师,1.10990E+14\r\n", "licenceNumber", "tables.numberCut")]
    [InlineData("工号,姓名,人员类别,执业证书起\r\nR1,甲,技师,昨天\r\n", "licenceFrom", "tables.date")]
    [InlineData("工号,姓名,人员类别,身份证号\r\nR1,甲,技师,990101190001010010\r\n", "identityNumber", "identifier.resident.check")]
    [InlineData("记录编号,姓名\r\n0198a000-0000-7000-8000-000000000000,甲\r\n", "id", "tables.unknownRecord")]
    public async Task Row_ThatIsWrong_NamesItsColumnAndReason(string csv, string? column, string? code)
    {
        var registry = await Registry.OpenAsync(TestDatabase.Sqlite);

        var preview = (await registry.UploadAsync(csv)).Created();

        var problems = preview.At("items").EnumerateArray().SelectMany(r => r.GetProperty("problems").EnumerateArray()).ToList();
        problems.ShouldContain(p => (column == null || p.GetProperty("column").GetString() == column) && (code == null || p.GetProperty("code").GetString() == code), preview.Text);
        problems.ShouldAllBe(p => p.GetProperty("message").GetString() != p.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("人员.csv", "姓名,科室\r\n甲,放射科\r\n", "tables.keyColumnMissing")]
    [InlineData("人员.csv", "工号,姓名,姓名\r\n1,甲,乙\r\n", null)]
    [InlineData("人员.csv", "工号,职称,职称\r\n1,主治医师,主治医师\r\n", "tables.columnTwice")]
    [InlineData("人员.xlsx", "工号,姓名\r\n1,甲\r\n", "tables.otherType")]
    [InlineData("人员.txt", "工号,姓名\r\n1,甲\r\n", "tables.type")]
    [InlineData("人员.csv", "工号,姓名\r\n", "tables.noRows")]
    public async Task File_ThatCannotBeUsed_IsRefusedWithItsReason(string name, string text, string? code)
    {
        var registry = await Registry.OpenAsync(TestDatabase.Sqlite);

        (await registry.UploadAsync(name, Encoding.UTF8.GetBytes(text))).Names("file", code ?? "tables.columnTwice");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Workbook_WithFormulas_IsReadByTheirResults(TestDatabase database)
    {
        var registry = await Registry.OpenAsync(database);
        var file = Workbook(Cells(2, "<c r=\"A2\" t=\"str\"><f>\"R\"&amp;1</f><v>R1</v></c>", "<c r=\"B2\" t=\"str\"><f>C1</f><v>甲</v></c>", Text("C2", "技师")));

        var preview = (await registry.UploadAsync("人员.xlsx", file)).Created();

        preview.At("notes").EnumerateArray().Single().GetString()!.ShouldContain("2");
        (await registry.ConfirmAsync(preview.Id)).State.ShouldBe("done");
        (await registry.Officer.AskAsync("practitioners?q=R1")).At("items")[0].GetProperty("name").GetString().ShouldBe("甲");
    }

    [Fact]
    public async Task Workbook_WithAFormulaOfNoResult_RefusesThatRowAlone()
    {
        var registry = await Registry.OpenAsync(TestDatabase.Sqlite);
        var file = Workbook(
            Cells(2, Text("A2", "R1"), "<c r=\"B2\"><f>VLOOKUP(A2,X!A:B,2)</f></c>", Text("C2", "技师")),
            Cells(3, Text("A3", "R2"), "<c r=\"B3\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", Text("C3", "技师")),
            Cells(4, Text("A4", "R3"), Text("B4", "丙"), Text("C4", "技师")));

        var preview = (await registry.UploadAsync("人员.xlsx", file)).Created();

        preview.At("counts.new").GetInt32().ShouldBe(1, preview.Text);
        preview.At("items").EnumerateArray().SelectMany(r => r.GetProperty("problems").EnumerateArray()).Select(p => (p.GetProperty("row").GetInt32(), p.GetProperty("code").GetString()))
            .ShouldBe([(2, "tables.notCalculated"), (3, "tables.errorCell")]);
    }

    [Fact]
    public async Task Workbook_WithMergedCells_IsRefusedNamingThem()
    {
        var registry = await Registry.OpenAsync(TestDatabase.Sqlite);
        var file = XlsxFiles.Sheet(HeaderCells + Cells(2, Text("A2", "R1"), Text("B2", "甲"), Text("C2", "技师")), "<mergeCells><mergeCell ref=\"C2:C4\"/></mergeCells>");

        var answer = await registry.UploadAsync("人员.xlsx", file);

        answer.Names("file", "tables.merged");
        answer.Text.ShouldContain("C2:C4");
        (await registry.Officer.AskAsync("practitioners")).At("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Upload_WithoutTheRight_IsForbidden()
    {
        var registry = await Registry.OpenAsync(TestDatabase.Sqlite);
        var physician = await registry.App.ClientAsync(await registry.App.UserAsync([Role.Physician], institution: registry.Institution));

        (await registry.UploadAsync("人员.csv", Encoding.UTF8.GetBytes("工号,姓名\r\n1,甲\r\n"), physician)).IsProblem(HttpStatusCode.Forbidden);
        (await physician.AskAsync("practitioners/export?format=csv")).IsProblem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Preview_OfSomebodyElse_IsNotFound()
    {
        var registry = await Registry.OpenAsync(TestDatabase.Sqlite);
        var preview = (await registry.UploadAsync("工号,姓名,人员类别\r\nR1,甲,技师\r\n")).Created().Id;
        var other = await registry.App.ClientAsync(await registry.App.UserAsync([Role.GovernanceOfficer], institution: registry.Institution));

        (await other.AskAsync($"practitioners/imports/{preview}")).IsProblem(HttpStatusCode.NotFound);
        (await other.SendAsync($"practitioners/imports/{preview}/confirmation", new { goodRowsOnly = false })).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Export_ImportedAgain_ChangesNothing(TestDatabase database)
    {
        var registry = await Registry.OpenAsync(database);
        var department = (await registry.Officer.AskAsync("departments")).At("items")[0].GetProperty("id").GetGuid();
        foreach (var record in Samples(department))
        {
            await registry.RegisterAsync(record);
        }

        foreach (var format in new[] { "xlsx", "csv" })
        {
            var file = await registry.DownloadAsync($"practitioners/export?format={format}");
            var preview = (await registry.UploadAsync("人员." + format, file)).Created();

            preview.At("counts.unchanged").GetInt32().ShouldBe(Samples(department).Length, preview.Text);
            preview.At("notes").GetArrayLength().ShouldBe(0, preview.Text);
        }

        await using var db = registry.App.Read(registry.Institution);
        db.Set<Hengjian.Governance.Access.Domain.AccessRecord>().Count(a => a.Kind == AccessKind.Exported && a.SubjectKind == "Practitioner").ShouldBe(2);
    }

    [Fact]
    public async Task Export_ShowsIdentityNumbersMaskedAlone()
    {
        var registry = await Registry.OpenAsync(TestDatabase.Sqlite);
        await registry.RegisterAsync(Registry.Physician("甲").With("qualificationNumber", "201099110990101190001010018"));

        var sheet = registry.Read("a.csv", await registry.DownloadAsync("practitioners/export?format=csv")).Sheets[0];

        sheet.Rows[1].Cells.Select(c => c.Text).ShouldContain("****0018");
        sheet.Rows[1].Cells.Select(c => c.Text).ShouldContain("201099110****0018");
        sheet.Rows[1].Cells.ShouldAllBe(c => !c.Text.Contains("99010119000101", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("xlsx"), InlineData("csv")]
    public async Task Template_FilledIn_IsRead(string format)
    {
        var registry = await Registry.OpenAsync(TestDatabase.Sqlite);
        var book = registry.Read("t." + format, await registry.DownloadAsync($"practitioners/imports/template?format={format}"));
        var header = book.Sheets[0].Rows[0].Cells.Select(c => c.Text).ToArray();
        var values = new Dictionary<string, string> { ["Staff number"] = "R1", ["Name"] = "甲", ["Kind"] = "nurse" };

        var filled = registry.Write(book.Format, (book.Sheets[0].Name, [header, [.. header.Select(h => values.GetValueOrDefault(h, ""))]]));

        (await registry.UploadAsync("t." + format, filled)).Created().At("counts.new").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Import_OfAWholeProvince_IsStoredInOneJob(string format)
    {
        var people = Sizes.Of(2_000, 50_000);
        var registry = await Registry.OpenAsync(TestDatabase.Sqlite);
        string[] header = ["工号", "姓名", "人员类别", "科室", "职称"];
        string[][] rows = [header, .. Enumerable.Range(0, people).Select(i => new[] { string.Create(CultureInfo.InvariantCulture, $"N{i:00000}"), $"护士{i}", "护士", "放射科", "护师" })];
        var started = Stopwatch.GetTimestamp();

        var preview = (await registry.UploadAsync("人员." + format, registry.Write(Enum.Parse<TableFormat>(format, ignoreCase: true), ("人员", rows)))).Created();
        var previewed = Stopwatch.GetElapsedTime(started);
        preview.At("counts.new").GetInt32().ShouldBe(people);
        var done = await registry.ConfirmAsync(preview.Id);

        done.State.ShouldBe("done");
        (await registry.Officer.AskAsync("practitioners?kind=nurse")).At("total").GetInt32().ShouldBe(people);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{format}, {people} people: preview {previewed.TotalSeconds:0.0} s, all {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, largest memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576} MiB");
    }

    private static string HeaderCells { get; } = Cells(1, Text("A1", "工号"), Text("B1", "姓名"), Text("C1", "人员类别"));

    private static byte[] Workbook(params string[] rows) => XlsxFiles.Sheet(HeaderCells + string.Concat(rows));

    private static string Cells(int row, params string[] cells) => string.Create(CultureInfo.InvariantCulture, $"<row r=\"{row}\">{string.Concat(cells)}</row>");

    private static string Text(string place, string text) => $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>";

    private static System.Text.Json.Nodes.JsonObject[] Samples(Guid department) =>
    [
        Registry.Physician("韩知行", staffNumber: "=R1").With("departmentId", department).With("licenceFrom", "2010-01-01").With("licenceTo", "2035-12-31").With("licenceCategory", "临床")
            .With("qualificationNumber", "201099110990101190001010018")
            .With("titles", new object[] { new { title = "resident", from = "2010-07-01", to = "2015-06-30" }, new { title = "attending", from = "2015-07-01" } })
            .With("filings", new object[] { new { institution = "外院, \"东\"区", here = false, from = "2020-01-01", to = "2026-12-31" } })
            .With("suspensions", new object[] { new { from = "2018-01-01", to = "2018-02-01", reason = "进修；@外地" } })
            .With("departures", new object[] { new { from = "2019-01-01", to = "2019-12-31" } }),
        Registry.Physician("许明澈").With("licensedHere", false)
            .With("specialtyPeriods", new object[] { new { specialty = "医学影像", from = "2016-02-29", to = "2020-02-29", sharePercent = 50 }, new { specialty = "", from = "2018-01-01", kind = "leave" } })
            .With("trainings", new object[] { new { technologyCategory = "chestCt", route = "overseas", completedOn = "2019-01-01", validTo = "2029-01-01", revokedOn = "2024-01-01" } }),
        Registry.Physician("𠮷田", staffNumber: "007"),
        Calls.Json(new { name = "技师甲", kind = "technician", staffNumber = "T1", titles = new[] { new { title = "technologist", from = "2020-01-01" } } }),
        Calls.Json(new { name = "旧护士", kind = "nurse", leftOn = "2024-01-01" }),
    ];
}
