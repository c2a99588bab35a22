using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Documents;

/// <summary>What is refused: fields wrong one at a time, and files that are not what they say.</summary>
public sealed class DocumentBadInputTests
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Name, declared type, content, and the code of the refusal; null where it is taken.</summary>
    private static readonly Dictionary<string, (string Name, string? Type, byte[] Content, string? Code)> Files = new(StringComparer.Ordinal)
    {
        ["pdf"] = ("a.pdf", "application/pdf", SampleFiles.Pdf(), null),
        ["pdf of no stated type"] = ("a.PDF", null, SampleFiles.Pdf(), null),
        ["pdf as octets"] = ("a.pdf", "application/octet-stream", SampleFiles.Pdf(), null),
        ["png"] = ("a.png", "image/png", SampleFiles.Png, null),
        ["jpeg"] = ("a.jpeg", "image/jpeg", SampleFiles.Jpeg, null),
        ["docx"] = ("a.docx", Word, SampleFiles.Package("word/document.xml"), null),
        ["xlsx"] = ("a.xlsx", Excel, SampleFiles.Package("xl/workbook.xml"), null),
        ["text"] = ("a.txt", "text/plain", SampleFiles.Text("操作规范\n第一条"), null),
        ["csv as a browser says"] = ("a.csv", "application/vnd.ms-excel", SampleFiles.Text("a,b\r\n1,2\r\n"), null),
        ["long text across buffers"] = ("b.txt", "text/plain", SampleFiles.Text("x" + string.Concat(Enumerable.Repeat("规", 60_000))), null),
        ["empty"] = ("a.pdf", "application/pdf", [], "document.empty"),
        ["pdf called png"] = ("a.png", "image/png", SampleFiles.Pdf(), "document.lyingExtension"),
        ["pdf declared png"] = ("a.pdf", "image/png", SampleFiles.Pdf(), "document.lyingExtension"),
        ["png called pdf"] = ("a.pdf", "application/pdf", SampleFiles.Png, "document.lyingExtension"),
        ["docx called xlsx"] = ("a.xlsx", Excel, SampleFiles.Package("word/document.xml"), "document.lyingExtension"),
        ["text called pdf"] = ("a.pdf", "application/pdf", SampleFiles.Text("%PDX"), "document.lyingExtension"),
        ["no extension"] = ("readme", "text/plain", SampleFiles.Text("text"), "document.lyingExtension"),
        ["program called pdf"] = ("a.pdf", "application/pdf", [.. "MZ"u8, 0x90, 0, 3], "document.program"),
        ["elf"] = ("a.txt", "text/plain", [0x7F, .. "ELF"u8, 2, 1], "document.program"),
        ["script"] = ("a.txt", "text/plain", SampleFiles.Text("#!/bin/sh\nrm -r x"), "document.program"),
        ["html called txt"] = ("a.txt", "text/plain", SampleFiles.Text("\uFEFF  <!DOCTYPE html><html></html>"), "document.markup"),
        ["svg"] = ("a.svg", "image/svg+xml", SampleFiles.Text("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "document.markup"),
        ["docm"] = ("a.docx", Word, SampleFiles.Package("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml"), "document.macros"),
        ["xlsx with a project"] = ("a.xlsx", Excel, SampleFiles.Package("xl/workbook.xml", "application/xml", "xl/vbaProject.bin"), "document.macros"),
        ["docx with a program"] = ("a.docx", Word, SampleFiles.Package("word/document.xml", "application/xml", "word/embeddings/run.exe"), "document.macros"),
        ["zip"] = ("a.docx", Word, SampleFiles.Package("other.xml"), "document.typeNotAccepted"),
        ["cut zip"] = ("a.docx", Word, SampleFiles.Package("word/document.xml")[..60], "document.damaged"),
        ["old doc"] = ("a.doc", "application/msword", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "document.typeNotAccepted"),
        ["gb18030 text"] = ("a.txt", "text/plain", [0xB2, 0xD9, 0xD7, 0xF7], "document.typeNotAccepted"),
        ["nul in text"] = ("a.txt", "text/plain", SampleFiles.Text("a\0b"), "document.typeNotAccepted"),
        ["name with an override"] = ("a\u202Efdp.pdf", "application/pdf", SampleFiles.Pdf(), "document.nameNotAccepted"),
        ["name too long"] = (new string('a', 200) + ".pdf", "application/pdf", SampleFiles.Pdf(), "document.nameNotAccepted"),
    };

    public static TheoryData<string> FileNames => [.. Files.Keys];

    [Theory, MemberData(nameof(FileNames))]
    public async Task File_OfEachKind_IsTakenOrRefusedByItsContent(string file)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var technology = (await world.DeployAsync()).Technology;
        var (name, type, content, code) = Files[file];

        var answer = await world.Officer.AttachAsync(technology, content, name, type, kind: "technology");

        if (code is null)
        {
            answer.Created();
        }
        else
        {
            answer.Names("file", code);
        }
    }

    [Fact]
    public async Task Refusal_OfAFile_LeavesNothingInTheStore()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var pdf = SampleFiles.Pdf();

        (await world.Officer.AttachAsync(world.Department, pdf, "a.png", "image/png")).Names("file", "document.lyingExtension");

        File.Exists(Path.Combine(world.App.Settings.FilesDirectory, world.App.InstitutionId.ToString("D"), Convert.ToHexStringLower(SHA256.HashData(pdf)))).ShouldBeFalse();
    }

    [Fact]
    public async Task Name_WithFolders_IsKeptWithoutThem()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        var id = (await world.Officer.AttachAsync(world.Department, SampleFiles.Pdf(), @"C:\Users\x\..\..\证书.pdf")).Created().Id;

        (await world.Officer.AskAsync($"documents/{id}")).At("fileName").GetString().ShouldBe("证书.pdf");
    }

    [Theory]
    [InlineData("title", null), InlineData("title", "   "), InlineData("category", null), InlineData("category", "nonsense"), InlineData("subjectKind", null), InlineData("subjectKind", "Document")]
    [InlineData("subjectId", null), InlineData("validFrom", "2026-02-30"), InlineData("validFrom", "1900-01-01"), InlineData("validTo", "9999-12-31"), InlineData("validTo", "2025-12-31"), InlineData("file", null)]
    public async Task Field_WrongAlone_IsNamed(string field, string? value)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        var answer = await world.Officer.AttachAsync(
            field == "subjectId" ? null : world.Department,
            field == "file" ? null : SampleFiles.Pdf(),
            kind: field == "subjectKind" ? value : "department",
            title: field == "title" ? value : "标题",
            category: field == "category" ? value : "report",
            validFrom: field == "validFrom" ? value : "2026-01-01",
            validTo: field == "validTo" ? value : null);

        answer.Names(field);
    }

    [Fact]
    public async Task Title_TooLong_IsNamed()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);

        (await world.Officer.AttachAsync(world.Department, SampleFiles.Pdf(), title: new string('长', 201))).Names("title", "field.tooLong");
    }

    [Fact]
    public async Task File_LargerThanTheSetting_IsRefusedWithWords()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite, ("documents:largestMegabytes", "1"));
        var officer = await app.ClientAsync(Governance.Access.Contracts.Role.GovernanceOfficer);
        byte[] Of(int length) => [.. SampleFiles.Pdf(), .. Enumerable.Repeat((byte)' ', length)];

        (await officer.AttachAsync(app.InstitutionId, Of(1024 * 1024), kind: "institution")).Names("file", "document.tooLarge").Text.ShouldContain("1 MB");
        (await officer.AttachAsync(app.InstitutionId, Of(3 * 1024 * 1024), kind: "institution")).IsProblem(HttpStatusCode.RequestEntityTooLarge).Code.ShouldBe("document.requestTooLarge");
        Directory.Exists(Path.Combine(app.Settings.FilesDirectory, app.InstitutionId.ToString("D"))).ShouldBeFalse();
    }

    [Theory, InlineData("application/json"), InlineData("multipart/form-data"), InlineData("multipart/form-data; boundary=x")]
    public async Task Body_ThatIsNoForm_IsAProblem(string type)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("--y\r\nnot a form"));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        (await world.Officer.CallAsync(HttpMethod.Post, "documents", content)).IsProblem(HttpStatusCode.BadRequest);
    }
}
