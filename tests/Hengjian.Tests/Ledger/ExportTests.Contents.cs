using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Hengjian.Ledger;

namespace Hengjian.Tests.Ledger;

/// <content>Contents beside the records, lines that are no export, and records that cannot be read.</content>
public sealed partial class ExportTests
{
    [Fact]
    public void Verify_AContentChanged_NamesItsRecord()
    {
        var lines = Export();
        var at = LineOfRecord(lines, 7) + 1;
        lines[at] = lines[at].Replace("病例", "病历");
        var problem = Verify(lines).Problem.ShouldNotBeNull();
        (problem.Kind, problem.Index, problem.RecordId, problem.Line).ShouldBe((LedgerProblemKind.ContentChanged, 7, "record-0007", at + 1));
    }

    [Fact]
    public void Verify_ContentsOfTwoRecordsExchanged_IsFound()
    {
        var lines = Export();
        var (one, other) = (LineOfRecord(lines, 7) + 1, LineOfRecord(lines, 8) + 1);
        var (a, b) = (JsonNode.Parse(lines[one])!, JsonNode.Parse(lines[other])!);
        (a["index"], b["index"]) = (8, 7);
        (lines[one], lines[other]) = (Canonical(b), Canonical(a));
        Verify(lines).Problem.ShouldNotBeNull().Kind.ShouldBe(LedgerProblemKind.ContentChanged);
    }

    [Fact]
    public void Verify_AContentForAnErasedPart_IsFound()
    {
        var lines = Export();
        var at = LineOfRecord(lines, 7) + 1;
        lines.Insert(at + 1, lines[at].Replace("\"part\":0", "\"part\":1"));
        Verify(lines).Problem.ShouldNotBeNull().Kind.ShouldBe(LedgerProblemKind.ContentChanged);
    }

    [Fact]
    public void Verify_AContentRemoved_DoesNotMatchTheFooter()
    {
        var lines = Export();
        lines.RemoveAt(LineOfRecord(lines, 7) + 1);
        Verify(lines).Problem.ShouldNotBeNull().Kind.ShouldBe(LedgerProblemKind.CutOff);
    }

    [Fact]
    public void Verify_TheKeyExchanged_IsFound()
    {
        using var other = SignatureSuites.Default.OpenKey(SignatureSuites.Default.GenerateKey());
        var lines = Export();
        var record = PublicKeyRecord.For(other, KeyPurpose.Log, LedgerSamples.Institution, LedgerSamples.Institution, LedgerSamples.Start);
        lines[1] = "{\"key\":" + Encoding.UTF8.GetString(record.Encode()) + ",\"type\":\"key\"}";
        var problem = Verify(lines).Problem.ShouldNotBeNull();
        (problem.Kind, problem.Reason).ShouldBe((LedgerProblemKind.BadHead, $"The head of 5 records names key {LogKey.KeyId}, which the log does not list."));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an export\n")]
    [InlineData("{}\n")]
    [InlineData("{\"contents\":0,\"heads\":0,\"keys\":0,\"records\":0,\"type\":\"footer\"}\n")]
    public void Verify_NoExport_SaysSo(string text)
    {
        var result = ExportVerifier.Verify(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        result.Intact.ShouldBeFalse();
        result.Institution.ShouldBeNull();
    }

    [Fact]
    public void Verify_LinesAfterTheFooter_AreRefused()
    {
        var lines = Export();
        lines.Add(lines[1]);
        Verify(lines).Problem.ShouldNotBeNull().Kind.ShouldBe(LedgerProblemKind.Misplaced);
    }

    [Fact]
    public void Verify_LinesLongerThanTheReadBuffer_AreReadWhole()
    {
        var content = CanonicalJson.Write(writer => writer.WriteString(new string('长', 200_000)));
        var part = new RecordPart("document", "d", 1, PartOperation.Created, Commitment.To(content, LedgerSamples.Salt(0)));
        var record = (LedgerSamples.Record(0) with { Parts = [part] }).Encode();
        var leaf = LedgerRecord.LeafHash(record);
        var output = new ArrayBufferWriter<byte>();
        var writer = new ExportWriter(output, LedgerSamples.Institution, LedgerSamples.Start);
        writer.Key(LogKey);
        writer.Record(0, leaf, record);
        writer.Content(0, 0, LedgerSamples.Salt(0), content);
        writer.Head(SignedTreeHead.Sign(key, LedgerSamples.Institution, 1, leaf, LedgerSamples.Start));
        writer.Complete();
        ExportVerifier.Verify(new MemoryStream(output.WrittenSpan.ToArray())).Problem.ShouldBeNull();
    }

    [Fact]
    public void Log_ARecordThatNoLongerParses_IsNamedByItsIndex()
    {
        var log = new LogVerifier(LedgerSamples.Institution);
        log.Key(LogKey).ShouldBeNull();
        log.Record(0, null, LedgerSamples.Record(0).Encode()).ShouldBeNull();
        var problem = log.Record(1, null, "{\"action\":"u8.ToArray()).ShouldNotBeNull();
        (problem.Kind, problem.Index).ShouldBe((LedgerProblemKind.Unreadable, 1));
    }

    [Fact]
    public void Log_ARecordOfAnotherInstitution_IsNamed()
    {
        var problem = new LogVerifier("another").Record(0, null, LedgerSamples.Record(0).Encode()).ShouldNotBeNull();
        (problem.Kind, problem.RecordId).ShouldBe((LedgerProblemKind.RecordChanged, "record-0000"));
    }

    [Fact]
    public void Log_APersonsKeyOnAHead_IsRefused()
    {
        var log = new LogVerifier(LedgerSamples.Institution);
        log.Key(LogKey with { Purpose = KeyPurpose.Person, Holder = "user-7" }).ShouldBeNull();
        log.Head(SignedTreeHead.Sign(key, LedgerSamples.Institution, 0, LedgerHash.Sha256.Empty, LedgerSamples.Start))
            .ShouldNotBeNull().Kind.ShouldBe(LedgerProblemKind.BadHead);
    }

    [Fact]
    public void Log_AWitnessUnderAnUnknownHash_IsNotPassedOver() =>
        Should.Throw<ArgumentException>(() =>
            new LogVerifier("i", new VerificationOptions { Witnessed = [new WitnessedHead(1, LedgerHash.Sha256.Empty, "md5")] }));
}
