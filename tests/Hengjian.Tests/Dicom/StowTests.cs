using System.Text;
using System.Text.Json.Nodes;
using Hengjian.Interop.Dicom;
using Hengjian.Interop.Dicom.Json;
using Hengjian.Interop.Dicom.Stow;
using Hengjian.Interop.Dicom.Writing;

namespace Hengjian.Tests.Dicom;

public sealed class StowTests : IDisposable
{
    const string Multipart = "multipart/related; type=\"application/dicom\"; boundary=B";
    const string JsonMultipart = "multipart/related; type=\"application/dicom+json\"; boundary=B";

    static readonly byte[] File = SampleReports.File(SampleReports.Content);
    static readonly byte[] Json = DicomJsonWriter.Write(AiSrBuilder.Build(SampleReports.Content));

    readonly string folder = Directory.CreateTempSubdirectory("hengjian-stow").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Receive_TwoParts_ReadsBoth()
    {
        var instances = await Instances(
            Multipart,
            Body(Part("application/dicom", File), Part("application/dicom; transfer-syntax=1.2.840.10008.1.2.1", File))
        );

        instances
            .Select(instance => instance.Intake!.Header.SopInstanceUid)
            .ShouldBe([SampleReports.Content.SopInstanceUid, SampleReports.Content.SopInstanceUid]);
    }

    [Fact]
    public async Task Receive_Part_GivesItsBytesFromTheBeginning()
    {
        await using var request = await Receive(Multipart, Body(Part("application/dicom", File)));

        using var content = new MemoryStream();
        await request.Instances().Single().Content.CopyToAsync(content);

        content.ToArray().ShouldBe(File);
    }

    [Fact]
    public async Task Receive_JsonAndFile_HaveOneDigest()
    {
        var file = (await Instances(Multipart, Body(Part("application/dicom", File)))).Single().Intake!.Digest;
        var json = (await Instances("application/dicom+json", Json)).Single().Intake!.Digest;

        json.ShouldBe(file);
    }

    [Theory]
    [InlineData("application/dicom")]
    [InlineData("APPLICATION/DICOM")]
    public async Task Receive_SinglePartBody_IsRead(string type) => (await Instances(type, File)).Single().Intake!.Report.ShouldNotBeNull();

    [Fact]
    public async Task Receive_JsonArray_ReadsEachAndKeepsTheGoodOnes()
    {
        var instances = await Instances(JsonMultipart, Body(Part("application/dicom+json", [(byte)'[', .. Json, .. ", { \"bad\": 1 }]"u8])));

        instances.Select(instance => instance.Error?.Reason).ShouldBe([null, DicomFailure.InvalidJson]);
    }

    [Fact]
    public async Task Receive_BulkDataBesideJson_IsLeftOut() =>
        (
            await Instances(JsonMultipart, Body(Part("application/dicom+json", Json), Part("application/octet-stream", new byte[100_000])))
        ).Count.ShouldBe(1);

    [Fact]
    public async Task Receive_UnreadablePart_IsOneErrorBesideTheOthers()
    {
        var instances = await Instances(Multipart, Body(Part("application/dicom", "no dicom"u8.ToArray()), Part("application/dicom", File)));

        instances.Select(instance => instance.Error?.Reason).ShouldBe([DicomFailure.NotDicom, null]);
    }

    [Fact]
    public async Task Outcome_OfAReportWithoutATree_NamesTheInstance()
    {
        var report = new DicomBuilder().Text(new(0x0008, 0x0016), "1.2.840.10008.5.1.4.1.1.88.33").Text(new(0x0008, 0x0018), "1.2.3").Build();

        var instance = (await Instances("application/dicom", DicomWriter.Write(report))).Single();

        instance.Outcome().ShouldBe(new("1.2.840.10008.5.1.4.1.1.88.33", "1.2.3", StowFailureReasons.DoesNotMatchSopClass));
    }

    [Fact]
    public async Task Outcome_OfAReadableObject_IsTheCallers()
    {
        var instance = (await Instances("application/dicom", File)).Single();

        instance.Outcome().FailureReason.ShouldBeNull();
        instance.Outcome(StowFailureReasons.DuplicateInstance).FailureReason.ShouldBe(0x0111);
    }

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("[[]]", 1)]
    [InlineData("[1, null]", 2)]
    [InlineData("nonsense", 1)]
    public async Task Receive_JsonWithoutDatasets_IsErrorsAlone(string json, int errors)
    {
        var instances = await Instances("application/dicom+json", Encoding.UTF8.GetBytes(json));

        instances.Count(instance => instance.Error is not null).ShouldBe(errors);
        instances.ShouldAllBe(instance => instance.Intake == null);
    }

    [Fact]
    public async Task Receive_PartWithoutType_HasTheDeclaredOne() =>
        (await Instances(Multipart, Body(Part(null, File)))).Single().Intake.ShouldNotBeNull();

    [Fact]
    public async Task Receive_PreambleEpilogueAndOtherHeaders_AreNoObjects()
    {
        byte[] body =
        [
            .. "This is a multipart message.\r\n"u8,
            .. Body(Part("application/dicom\r\nContent-Location: urn:x", File)),
            .. "\r\nepilogue"u8,
        ];

        (await Instances(Multipart, body)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Receive_BoundaryInsideAPart_IsContent()
    {
        var content = SampleReports.File(
            SampleReports.Content with
            {
                Findings = [SampleReports.Content.Findings[0] with { Comment = "--B and --B-- stay" }],
            }
        );

        (await Instances(Multipart, Body(Part("application/dicom", content))))
            .Single()
            .Intake!.Report!.Groups[0]
            .Statements[0]
            .Text.ShouldBe("--B and --B-- stay");
    }

    [Theory]
    [InlineData("application/json", 415)]
    [InlineData("", 415)]
    [InlineData("multipart/form-data; boundary=B", 415)]
    [InlineData("multipart/related; type=\"application/dicom+xml\"; boundary=B", 415)]
    [InlineData("multipart/related; type=\"application/dicom\"", 400)]
    public async Task Receive_OtherContentType_IsRefused(string type, int status) =>
        (await Refused(type, Body(Part("application/dicom", File)))).Status.ShouldBe(status);

    [Fact]
    public async Task Receive_PartOfAnotherType_IsRefused() => (await Refused(Multipart, Body(Part("text/html", File)))).Status.ShouldBe(415);

    [Fact]
    public async Task Receive_WithoutParts_IsRefused() => (await Refused(Multipart, "--B--\r\n"u8.ToArray())).Status.ShouldBe(400);

    [Fact]
    public async Task Receive_EmptyBody_IsRefused() => (await Refused(Multipart, [])).Status.ShouldBe(400);

    [Fact]
    public async Task Receive_BodyCutShortAnywhere_IsRefusedWhole()
    {
        var body = Body(Part("application/dicom", File), Part("application/dicom", File));

        foreach (var length in Enumerable.Range(0, 60).Select(i => i * (body.Length - 4) / 60))
            (await Refused(Multipart, body[..length])).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Receive_MalformedPartHeader_IsRefused() =>
        (await Refused(Multipart, "--B\r\nno colon\r\n\r\nx\r\n--B--\r\n"u8.ToArray())).Status.ShouldBe(400);

    [Fact]
    public async Task Receive_MorePartsThanAllowed_IsRefused() =>
        (await Refused(Multipart, Body(Part(null, File), Part(null, File)), Options() with { MaxParts = 1 })).Status.ShouldBe(413);

    [Fact]
    public async Task Receive_PartLargerThanAllowed_IsRefused() =>
        (await Refused(Multipart, Body(Part(null, File)), Options() with { Read = new() { MaxBytes = 1000 } })).Status.ShouldBe(413);

    [Fact]
    public async Task Receive_RequestLargerThanAllowed_IsRefused() =>
        (await Refused(Multipart, Body(Part(null, File), Part(null, File)), Options() with { MaxRequestBytes = File.Length + 100 })).Status.ShouldBe(
            413
        );

    [Fact]
    public async Task Receive_LargePart_WaitsOnDiskUntilDisposed()
    {
        var request = await Receive(Multipart, Body(Part(null, File)), Options() with { MemoryThreshold = 1000 });

        request.Instances().Single().Intake.ShouldNotBeNull();
        Directory.GetFiles(folder).Length.ShouldBe(1);
        await request.DisposeAsync();
        Directory.GetFiles(folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Receive_RefusedAfterALargePart_LeavesNothingOnDisk()
    {
        await Refused(Multipart, Body(Part(null, File), Part("text/plain", File)), Options() with { MemoryThreshold = 1000 });

        Directory.GetFiles(folder).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "application/dicom+json")]
    [InlineData("\uFEFF \r\n[", "application/dicom+json")]
    [InlineData(null, "application/dicom")]
    public async Task ReceiveFile_OfEitherKind_IsToldApart(string? before, string type)
    {
        byte[] file = before is null ? File : [.. Encoding.UTF8.GetBytes(before), .. Json, .. before.EndsWith('[') ? "]"u8 : ""u8];
        using var stream = new MemoryStream(file);
        await using var request = await StowRequest.ReceiveFileAsync(stream, Options(), TestContext.Current.CancellationToken);

        var instance = request.Instances().Single();

        (instance.MediaType, instance.Intake!.Header.SopInstanceUid).ShouldBe((type, SampleReports.Content.SopInstanceUid));
    }

    [Fact]
    public async Task ReceiveFile_OfNeitherKind_IsOneError()
    {
        using var stream = new MemoryStream("GIF89a"u8.ToArray());
        await using var request = await StowRequest.ReceiveFileAsync(stream, Options(), TestContext.Current.CancellationToken);

        request.Instances().Single().Error!.Reason.ShouldBe(DicomFailure.NotDicom);
    }

    [Theory]
    [InlineData(new int[0], 400)]
    [InlineData(new[] { 0 }, 200)]
    [InlineData(new[] { 0, 0x0111 }, 202)]
    [InlineData(new[] { 0x0111 }, 409)]
    [InlineData(new[] { 0xC000 }, 400)]
    [InlineData(new[] { 0xC000, 0 }, 202)]
    [InlineData(new[] { 0xC000, 0x0111 }, 409)]
    public void Response_Outcomes_GiveTheStatus(int[] reasons, int status) =>
        StowResponse
            .From([.. reasons.Select(reason => new StowOutcome("1.2", reason == 0xC000 ? null : "1.2.3", reason == 0 ? null : reason))])
            .Status.ShouldBe(status);

    [Fact]
    public void Response_Refused_ListsInstanceAndReason()
    {
        var json = JsonNode.Parse(
            StowResponse
                .From([
                    new("1.2.840.1", "1.2.3"),
                    new("1.2.840.1", "1.2.4", StowFailureReasons.DuplicateInstance),
                    new(null, null, StowFailureReasons.CannotUnderstand),
                ])
                .Json
        )!;

        ((string?)json["00081199"]!["Value"]![0]!["00081155"]!["Value"]![0]).ShouldBe("1.2.3");
        ((string?)json["00081198"]!["Value"]![0]!["00081155"]!["Value"]![0]).ShouldBe("1.2.4");
        ((int)json["00081198"]!["Value"]![0]!["00081197"]!["Value"]![0]!).ShouldBe(0x0111);
        ((int)json["0008119A"]!["Value"]![0]!["00081197"]!["Value"]![0]!).ShouldBe(0xC000);
    }

    [Theory]
    [InlineData(DicomFailure.TooLarge, 0xA700)]
    [InlineData(DicomFailure.Truncated, 0xC000)]
    [InlineData(DicomFailure.UnsupportedTransferSyntax, 0xC122)]
    [InlineData(DicomFailure.NotStructuredReport, 0xA900)]
    public void Reason_OfAFailure_IsTheStandards(DicomFailure failure, int reason) => StowFailureReasons.For(failure).ShouldBe(reason);

    StowOptions Options() => new() { TemporaryFolder = folder };

    async Task<StowRequest> Receive(string type, byte[] body, StowOptions? options = null)
    {
        using var stream = new MemoryStream(body);
        return await StowRequest.ReceiveAsync(type, stream, options ?? Options(), TestContext.Current.CancellationToken);
    }

    async Task<List<StowInstance>> Instances(string type, byte[] body)
    {
        await using var request = await Receive(type, body);
        return [.. request.Instances()];
    }

    async Task<StowRequestException> Refused(string type, byte[] body, StowOptions? options = null) =>
        await Should.ThrowAsync<StowRequestException>(() => Receive(type, body, options));

    static byte[] Part(string? type, byte[] content) =>
        [.. "--B\r\n"u8, .. Encoding.ASCII.GetBytes(type is null ? "\r\n" : $"Content-Type: {type}\r\n\r\n"), .. content, .. "\r\n"u8];

    static byte[] Body(params byte[][] parts) => [.. parts.SelectMany(part => part), .. "--B--\r\n"u8];
}
