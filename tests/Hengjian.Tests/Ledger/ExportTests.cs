using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Hengjian.Ledger;

namespace Hengjian.Tests.Ledger;

/// <summary>An export of twelve records under heads of 5, 9 and 12, altered in every way that the verifier promises to find.</summary>
public sealed partial class ExportTests : IDisposable
{
    private const int Count = 12;
    private static readonly int[] HeadSizes = [5, 9, Count];

    private readonly ISigningKey key = SignatureSuites.Default.OpenKey(SignatureSuites.Default.GenerateKey());

    public static TheoryData<string> LineMembers => ["index", "leaf", "type", .. RecordMembers.Select(row => row.Data)];

    public static TheoryData<string> RecordMembers =>
    [
        "record.action", "record.actor.id", "record.actor.kind", "record.actor.onBehalfOf", "record.format", "record.id", "record.institution",
        "record.pack", "record.parts.0.algorithm", "record.parts.0.commitment", "record.parts.0.id", "record.parts.0.kind", "record.parts.0.operation",
        "record.parts.0.version", "record.parts.1.id", "record.parts.1.kind", "record.parts.1.operation", "record.parts.1.version",
        "record.recordedAt", "record.requestId", "record.subject.id", "record.subject.kind", "record.subject.version",
    ];

    public static TheoryData<string> HeadMembers =>
    [
        "head.format", "head.instant", "head.institution", "head.keyId", "head.root", "head.signature", "head.size", "head.suite", "type",
    ];

    private PublicKeyRecord LogKey => PublicKeyRecord.For(key, KeyPurpose.Log, LedgerSamples.Institution, LedgerSamples.Institution, LedgerSamples.Start);

    public void Dispose() => key.Dispose();

    [Fact]
    public void Verify_AnUnalteredExport_IsIntact()
    {
        var result = Verify(Export());
        result.Problem.ShouldBeNull();
        (result.Institution, result.Records, result.Contents, result.Heads).ShouldBe((LedgerSamples.Institution, Count, Count - 1, HeadSizes.Length));
        result.LastHead!.Size.ShouldBe(Count);
        result.SigningKeyIds.ShouldBe([LogKey.KeyId]);
    }

    [Fact]
    public void Verify_WithoutContents_IsIntact() => Verify(Export(contents: false)).Problem.ShouldBeNull();

    [Fact]
    public void Verify_AnEmptyLog_IsIntact() => Verify(Export(count: 0)).Problem.ShouldBeNull();

    [Theory]
    [MemberData(nameof(LineMembers))]
    public void Verify_AMemberOfARecordChanged_NamesTheRecord(string member)
    {
        for (var index = 0; index < Count; index++)
        {
            var lines = Export();
            var at = LineOfRecord(lines, index);
            lines[at] = Alter(lines[at], member);
            var problem = Verify(lines).Problem.ShouldNotBeNull();
            problem.Line.ShouldBe(at + 1);
            problem.Index.ShouldBe(index);
            problem.Kind.ShouldBeOneOf(LedgerProblemKind.RecordChanged, LedgerProblemKind.Unreadable, LedgerProblemKind.Misplaced);
        }
    }

    [Theory]
    [MemberData(nameof(LineMembers))]
    public void Verify_AMemberOfARecordRemoved_NamesTheRecord(string member)
    {
        var lines = Export();
        var at = LineOfRecord(lines, 6);
        var json = JsonNode.Parse(lines[at])!;
        var steps = member.Split('.');
        Parent(json, steps).AsObject().Remove(steps[^1]);
        lines[at] = Canonical(json);
        var problem = Verify(lines).Problem.ShouldNotBeNull();
        (problem.Line, problem.Index).ShouldBe((at + 1, 6));
    }

    [Theory]
    [MemberData(nameof(RecordMembers))]
    public void Verify_ARecordChangedWithItsLeafHash_IsFoundAtTheNextHead(string member)
    {
        var lines = Export(contents: false);
        var at = LineOfRecord(lines, 6);
        var json = JsonNode.Parse(Alter(lines[at], member))!;
        json["leaf"] = LedgerRecord.LeafHash(CanonicalJson.Serialize(json["record"])).ToString();
        lines[at] = Canonical(json);
        var problem = Verify(lines).Problem.ShouldNotBeNull();
        if (problem.Kind is LedgerProblemKind.Unreadable or LedgerProblemKind.RecordChanged)
        {
            problem.Line.ShouldBe(at + 1);
            return;
        }

        problem.Kind.ShouldBe(LedgerProblemKind.RootDiffers);
        (problem.Index, problem.RecordId).ShouldBe((5, "record-0005"));
        problem.Reason.ShouldContain("records 5 to 8");
    }

    [Fact]
    public void Verify_AnyByteOfTheExportChanged_IsFound()
    {
        var lines = Export(count: 5);
        var whole = Bytes(lines);
        var dates = UnprotectedDigits(lines);
        for (var at = 0; at < whole.Length; at++)
        {
            if (dates.Contains(at))
                continue;
            var copy = (byte[])whole.Clone();
            copy[at] ^= 1;
            ExportVerifier.Verify(new MemoryStream(copy)).Intact.ShouldBeFalse($"byte {at}");
        }
    }

    [Fact]
    public void Verify_RandomSpansRemovedOrRepeated_AreReportedAndNeverThrow()
    {
        var lines = Export();
        var whole = Bytes(lines);
        var body = Bytes(lines[..2]).Length;
        var random = new Random(8785);
        for (var i = 0; i < 400; i++)
        {
            var at = random.Next(body, whole.Length);
            var end = Math.Min(at + random.Next(1, 300), whole.Length);
            byte[] damaged = i % 2 == 0 ? [.. whole[..at], .. whole[end..]] : [.. whole[..end], .. whole[at..]];
            ExportVerifier.Verify(new MemoryStream(damaged)).Intact.ShouldBeFalse($"{at} to {end}");
        }
    }

    [Fact]
    public void Verify_ARecordRemoved_NamesTheGap()
    {
        for (var index = 0; index < Count; index++)
        {
            var lines = Export(contents: false);
            lines.RemoveAt(LineOfRecord(lines, index));
            var problem = Verify(lines).Problem.ShouldNotBeNull();
            problem.Kind.ShouldBe(LedgerProblemKind.Misplaced);
            problem.Index.ShouldBe(index);
        }
    }

    [Fact]
    public void Verify_ARecordRemovedAndTheRestRenumbered_IsFoundAtTheNextHead()
    {
        for (var index = 0; index < Count; index++)
        {
            var lines = Export(contents: false);
            lines.RemoveAt(LineOfRecord(lines, index));
            var problem = Verify(Renumbered(lines)).Problem.ShouldNotBeNull();
            problem.Kind.ShouldBe(LedgerProblemKind.Misplaced);
            var head = HeadSizes.First(size => size > index);
            problem.Reason.ShouldStartWith($"A head of {head} records stands after {head - 1} records");
        }
    }

    [Fact]
    public void Verify_ARecordInserted_IsNamed()
    {
        for (var index = 0; index < Count; index++)
        {
            var lines = Export(contents: false);
            var at = LineOfRecord(lines, index);
            lines.Insert(at, lines[at].Replace($"record-{index:d4}", "record-evil"));
            var problem = Verify(lines).Problem.ShouldNotBeNull();
            (problem.Index, problem.RecordId, problem.Line).ShouldBe((index, "record-evil", at + 1));
        }
    }

    [Fact]
    public void Verify_ARecordInsertedWithItsLeafHashAndTheRestRenumbered_IsFoundAtTheNextHead()
    {
        var lines = Export(contents: false);
        var at = LineOfRecord(lines, 2);
        lines.Insert(at, Line(0, LedgerSamples.Record(99)));
        var problem = Verify(Renumbered(lines)).Problem.ShouldNotBeNull();
        problem.Reason.ShouldStartWith("A head of 5 records stands after 6 records");
    }

    [Fact]
    public void Verify_TwoRecordsSwapped_IsFound()
    {
        for (var index = 0; index < Count - 1; index++)
        {
            var lines = Export(contents: false);
            var (one, other) = (LineOfRecord(lines, index), LineOfRecord(lines, index + 1));
            (lines[one], lines[other]) = (lines[other], lines[one]);
            var problem = Verify(lines).Problem.ShouldNotBeNull();
            (problem.Kind, problem.Index, problem.RecordId).ShouldBe((LedgerProblemKind.Misplaced, index, $"record-{index + 1:d4}"));

            Verify(Renumbered(lines)).Problem.ShouldNotBeNull();
        }
    }

    [Fact]
    public void Verify_TwoRecordsSwappedUnderTheirIndices_NamesTheSpanOfTheHead()
    {
        var lines = Export(contents: false);
        var (one, other) = (LineOfRecord(lines, 6), LineOfRecord(lines, 7));
        (lines[one], lines[other]) = (lines[other], lines[one]);
        var problem = Verify(Renumbered(lines)).Problem.ShouldNotBeNull();
        (problem.Kind, problem.Index).ShouldBe((LedgerProblemKind.RootDiffers, 5));
    }

    [Fact]
    public void Verify_CutAfterAnyLine_IsFound()
    {
        var lines = Export();
        for (var kept = 0; kept < lines.Count; kept++)
            Verify(lines[..kept]).Problem.ShouldNotBeNull().Kind.ShouldBe(LedgerProblemKind.CutOff);
    }

    [Fact]
    public void Verify_CutWithinTheLastLine_IsFound()
    {
        var whole = Bytes(Export());
        for (var missing = 1; missing < 40; missing++)
            ExportVerifier.Verify(new MemoryStream(whole[..^missing])).Problem.ShouldNotBeNull().Kind.ShouldBe(LedgerProblemKind.CutOff);
    }

    [Fact]
    public void Verify_RecordsCutUnderAFooterMadeAnew_NamesTheHeadThatStandsTooEarly()
    {
        var lines = Export(contents: false);
        lines.RemoveAt(LineOfRecord(lines, Count - 1));
        lines[^1] = lines[^1].Replace("\"records\":12", "\"records\":11");
        Verify(lines).Problem.ShouldNotBeNull().Kind.ShouldBe(LedgerProblemKind.Misplaced);
    }

    [Fact]
    public void Verify_TheLastHeadRemoved_FindsTheUnsignedTail()
    {
        var lines = Export(contents: false);
        lines.RemoveAt(lines.Count - 2);
        lines[^1] = lines[^1].Replace("\"heads\":3", "\"heads\":2");
        var problem = Verify(lines).Problem.ShouldNotBeNull();
        (problem.Kind, problem.Index, problem.RecordId).ShouldBe((LedgerProblemKind.UnsignedTail, 9, "record-0009"));
    }

    [Fact]
    public void Verify_AnEarlierStateOfTheLog_PassesAloneButNotAgainstAWitness()
    {
        var earlier = Export(count: 9);
        var whole = Verify(Export()).LastHead!;
        Verify(earlier).Intact.ShouldBeTrue();
        var problem = Verify(earlier, new VerificationOptions { Witnessed = [new WitnessedHead(whole.Size, whole.Root)] }).Problem.ShouldNotBeNull();
        (problem.Kind, problem.Index).ShouldBe((LedgerProblemKind.CutOff, 9));
    }

    [Fact]
    public void Verify_AgainstWitnessesOfItsOwnPast_IsIntact()
    {
        var leaves = Enumerable.Range(0, Count).Select(i => LedgerRecord.LeafHash(LedgerSamples.Record(i).Encode())).ToList();
        var accumulator = new RootAccumulator(LedgerHash.Sha256);
        var witnessed = new List<WitnessedHead> { new(0, accumulator.Root()) };
        foreach (var leaf in leaves)
        {
            accumulator.Add(leaf);
            witnessed.Add(new WitnessedHead(accumulator.Size, accumulator.Root()));
        }

        Verify(Export(), new VerificationOptions { Witnessed = witnessed }).Problem.ShouldBeNull();
    }

    [Fact]
    public void Verify_ALogForgedAndSignedAnew_FailsAgainstAWitnessOnly()
    {
        var honest = Verify(Export()).LastHead!;
        var forged = Export(contents: false, alter: index => index == 6 ? LedgerSamples.Record(6) with { Action = "case.cancelled" } : LedgerSamples.Record(index));
        Verify(forged).Intact.ShouldBeTrue();
        Verify(forged, new VerificationOptions { Witnessed = [new WitnessedHead(honest.Size, honest.Root)] })
            .Problem.ShouldNotBeNull().Kind.ShouldBe(LedgerProblemKind.WitnessDiffers);
    }

    [Fact]
    public void Verify_UnderATrustedKey_RefusesEveryOther()
    {
        var lines = Export();
        Verify(lines, new VerificationOptions { TrustedKeyIds = [LogKey.KeyId] }).Intact.ShouldBeTrue();
        Verify(lines, new VerificationOptions { TrustedKeyIds = [LedgerHash.Sha256.Empty] })
            .Problem.ShouldNotBeNull().Kind.ShouldBe(LedgerProblemKind.UntrustedKey);
    }

    [Theory]
    [MemberData(nameof(HeadMembers))]
    public void Verify_AMemberOfAHeadChanged_NamesTheLine(string member)
    {
        var lines = Export();
        var at = lines.FindIndex(line => line.StartsWith("{\"head\"", StringComparison.Ordinal));
        lines[at] = Alter(lines[at], member);
        Verify(lines).Problem.ShouldNotBeNull().Line.ShouldBe(at + 1);
    }

    [Fact]
    public void Verify_AHeadWithARootOfOtherRecordsSignedByTheKey_IsFound()
    {
        var lines = Export();
        var at = lines.FindIndex(line => line.StartsWith("{\"head\"", StringComparison.Ordinal));
        var wrong = SignedTreeHead.Sign(key, LedgerSamples.Institution, 5, LedgerHash.Sha256.Empty, LedgerSamples.Start);
        lines[at] = lines[at][..8] + Encoding.UTF8.GetString(wrong.Encode()) + ",\"type\":\"head\"}";
        Verify(lines).Problem.ShouldNotBeNull().Kind.ShouldBe(LedgerProblemKind.RootDiffers);
    }
}
