using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hengjian.Ledger;

namespace Hengjian.Tests.Ledger;

public class LedgerRecordTests
{
    public static TheoryData<string> Members =>
    [
        "action", "actor", "actor.id", "actor.kind", "format", "id", "institution", "parts", "parts[0].algorithm", "parts[0].commitment", "parts[0].id",
        "parts[0].kind", "parts[0].operation", "parts[0].version", "recordedAt", "subject", "subject.id", "subject.kind", "subject.version",
    ];

    [Fact]
    public void Encode_ARecord_IsTheCanonicalJsonOfItsMembers()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData([.. "hengjian-commitment/1\0"u8, .. LedgerSamples.Salt(5), .. LedgerSamples.Content(5)]));
        Text(LedgerSamples.Record(5)).ShouldBe($$$"""
            {"action":"case.aiResultReceived","actor":{"id":"device-2","kind":"device","onBehalfOf":"user-7"},
            "format":"hengjian-record/1","id":"record-0005","institution":"{{{LedgerSamples.Institution}}}","pack":"R17@1",
            "parts":[{"algorithm":"sha256","commitment":"{{{hash}}}","id":"case-5","kind":"case","operation":"changed","version":2},
            {"id":"draft-5","kind":"draft","operation":"erased","version":1}],
            "recordedAt":1790000000005000,"requestId":"request-5","subject":{"id":"case-5","kind":"case","version":2}}
            """.ReplaceLineEndings(string.Empty));
    }

    [Fact]
    public void Encode_ARecord_IsWhatTheGeneralCanonicaliserGives()
    {
        var bytes = LedgerSamples.Record(3).Encode();
        CanonicalJson.Canonicalize(bytes).ShouldBe(bytes);
    }

    [Fact]
    public void Parse_EncodedBytes_GivesTheSameRecord()
    {
        var record = LedgerSamples.Record(1);
        var read = LedgerRecord.Parse(record.Encode());
        read.Parts.ShouldBe(record.Parts);
        (read with { Parts = record.Parts }).ShouldBe(record);
    }

    [Fact]
    public void Parse_WithoutOptionalMembers_LeavesThemNull()
    {
        var record = LedgerSamples.Record(1) with { RequestId = null, Pack = null, Parts = [], Actor = new RecordActor(ActorKind.System, "start") };
        var read = LedgerRecord.Parse(record.Encode());
        (read.RequestId, read.Pack, read.Parts.Count, read.Actor.OnBehalfOf).ShouldBe((null, null, 0, null));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Parse_AMissingMember_IsNamed(string member)
    {
        var json = Json();
        var (parent, name) = Find(json, member);
        parent.Remove(name);
        Should.Throw<LedgerFormatException>(() => Parse(json)).Member.ShouldBe(member);
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Parse_AMemberThatIsNull_IsNamed(string member)
    {
        var json = Json();
        var (parent, name) = Find(json, member);
        parent[name] = null;
        Should.Throw<LedgerFormatException>(() => Parse(json)).Member.ShouldBe(member);
    }

    [Theory]
    [InlineData("extra")]
    [InlineData("actor.name")]
    [InlineData("subject.extra")]
    [InlineData("parts[0].salt")]
    [InlineData("parts[1].commitment")]
    public void Parse_AnUnknownMember_IsNamed(string member)
    {
        var json = Json();
        var (parent, name) = Find(json, member);
        parent[name] = "x";
        Should.Throw<LedgerFormatException>(() => Parse(json)).Member.ShouldBe(member);
    }

    [Theory]
    [InlineData("actor.kind", "robot")]
    [InlineData("actor.kind", "Device")]
    [InlineData("parts[0].operation", "deleted")]
    [InlineData("parts[0].commitment", "ABCD")]
    [InlineData("action", "")]
    [InlineData("action", "line\nbreak")]
    [InlineData("format", "hengjian-record/2")]
    public void Parse_AValueOutOfRange_IsNamed(string member, string value)
    {
        var json = Json();
        var (parent, name) = Find(json, member);
        parent[name] = value;
        Should.Throw<LedgerFormatException>(() => Parse(json)).Member.ShouldBe(member);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("9007199254740993")]
    public void Parse_AnInstantOutOfRange_IsNamed(string number) =>
        Should.Throw<LedgerFormatException>(() => LedgerRecord.Parse(Encoding.UTF8.GetBytes(Text(LedgerSamples.Record(0)).Replace("1790000000000000", number))))
            .Member.ShouldBe("recordedAt");

    [Fact]
    public void Parse_BytesThatAreNotCanonical_AreRefused()
    {
        var text = Text(LedgerSamples.Record(0));
        Should.Throw<LedgerFormatException>(() => LedgerRecord.Parse(Encoding.UTF8.GetBytes(text.Replace("\"action\":", "\"action\": "))));
        Should.Throw<LedgerFormatException>(() => LedgerRecord.Parse(Encoding.UTF8.GetBytes(text.Replace("case.ai", "\\u0063ase.ai"))));
    }

    [Fact]
    public void Parse_AMemberTwice_IsRefused() =>
        Should.Throw<LedgerFormatException>(() => LedgerRecord.Parse(Encoding.UTF8.GetBytes(
            Text(LedgerSamples.Record(0)).Replace("{\"action\":", "{\"action\":\"case.aiResultReceived\",\"action\":"))));

    [Fact]
    public void Encode_AnErasedPartWithACommitment_IsRefused()
    {
        var part = new RecordPart("case", "1", 1, PartOperation.Erased, Commitment.To("{}"u8, LedgerSamples.Salt(0)));
        Should.Throw<LedgerFormatException>(() => (LedgerSamples.Record(0) with { Parts = [part] }).Encode()).Member.ShouldBe("parts[0].commitment");
    }

    [Fact]
    public void Encode_AChangedPartWithoutACommitment_IsRefused()
    {
        var part = new RecordPart("case", "1", 1, PartOperation.Changed, null);
        Should.Throw<LedgerFormatException>(() => (LedgerSamples.Record(0) with { Parts = [part] }).Encode()).Member.ShouldBe("parts[0].commitment");
    }

    [Fact]
    public void LeafHash_OfABytes_IsSha256WithAZeroByteBefore()
    {
        var bytes = LedgerSamples.Record(0).Encode();
        LedgerRecord.LeafHash(bytes).ToArray().ShouldBe(SHA256.HashData([0, .. bytes]));
    }

    // Computed with Python's hashlib: sha256(b"hengjian-commitment/1" + b"\0" + bytes(range(32)) + b'{"a":1}').
    [Fact]
    public void Commitment_ToAKnownContent_IsTheKnownHash() =>
        Commitment.To("{\"a\":1}"u8, [.. Enumerable.Range(0, 32).Select(i => (byte)i)]).Value.ToString()
            .ShouldBe("4397fdb2ecd82b588df33f375fb3e18ee40c4f6ca7aa1cebf12a8e9bc5ae36f2");

    [Fact]
    public void Commitment_AnyByteOfContentOrSaltChanged_NoLongerMatches()
    {
        var (content, salt) = (LedgerSamples.Content(1), LedgerSamples.Salt(1));
        var commitment = Commitment.To(content, salt);
        commitment.Matches(content, salt).ShouldBeTrue();
        for (var i = 0; i < content.Length; i++)
            commitment.Matches(Changed(content, i), salt).ShouldBeFalse();
        for (var i = 0; i < salt.Length; i++)
            commitment.Matches(content, Changed(salt, i)).ShouldBeFalse();
    }

    [Fact]
    public void Commitment_TwoSalts_Differ() => Commitment.NewSalt().ShouldNotBe(Commitment.NewSalt());

    [Fact]
    public void Commitment_OfLongContent_EqualsThePlainHash()
    {
        var content = new byte[100_000];
        Commitment.To(content, LedgerSamples.Salt(0)).Value.ToArray()
            .ShouldBe(SHA256.HashData([.. "hengjian-commitment/1\0"u8, .. LedgerSamples.Salt(0), .. content]));
    }

    private static byte[] Changed(byte[] bytes, int at)
    {
        var copy = (byte[])bytes.Clone();
        copy[at] ^= 1;
        return copy;
    }

    private static string Text(LedgerRecord record) => Encoding.UTF8.GetString(record.Encode());

    private static JsonObject Json() => JsonNode.Parse(LedgerSamples.Record(5).Encode())!.AsObject();

    private static LedgerRecord Parse(JsonObject json) => LedgerRecord.Parse(CanonicalJson.Serialize(json));

    private static (JsonObject Parent, string Name) Find(JsonObject root, string member)
    {
        var steps = member.Split('.');
        var parent = root;
        foreach (var step in steps[..^1])
        {
            var bracket = step.IndexOf('[', StringComparison.Ordinal);
            parent = bracket < 0 ? parent[step]!.AsObject() : parent[step[..bracket]]![step[bracket + 1] - '0']!.AsObject();
        }

        return (parent, steps[^1]);
    }
}
