using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Hengjian.Ledger;

namespace Hengjian.Tests.Ledger;

public class CanonicalJsonTests
{
    // Bit patterns and texts: RFC 8785, appendix B.
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Number_OfRfc8785AppendixB_HasItsCanonicalText(ulong bits, string expected) =>
        Text(CanonicalJson.Write(writer => writer.WriteNumber(BitConverter.UInt64BitsToDouble(bits)))).ShouldBe(expected);

    // The runtime's own shortest form of these two does not read back to them; texts from V8 (String(2**-25), String(2**-958)).
    [Theory]
    [InlineData(0x3e60000000000000, "2.9802322387695312e-8")]
    [InlineData(0x0410000000000000, "4.1045368012983762e-289")]
    public void Number_PowerOfTwoThatTheRuntimeShortensTooFar_KeepsItsDigits(ulong bits, string expected) =>
        Text(CanonicalJson.Write(writer => writer.WriteNumber(BitConverter.UInt64BitsToDouble(bits)))).ShouldBe(expected);

    [Fact]
    public void Number_EveryPowerOfTwo_ReadsBackToTheSameBits()
    {
        for (var exponent = 0UL; exponent < 2047; exponent++)
        {
            var value = BitConverter.UInt64BitsToDouble(exponent << 52);
            JsonDocument.Parse(CanonicalJson.Write(writer => writer.WriteNumber(value))).RootElement.GetDouble().ShouldBe(value);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Number_NotFinite_IsRefused(double value) =>
        Should.Throw<LedgerFormatException>(() => CanonicalJson.Write(writer => writer.WriteNumber(value)));

    [Fact]
    public void Number_AnyFiniteDouble_ReadsBackToTheSameBits()
    {
        var random = new Random(20170101);
        for (var i = 0; i < 200_000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (!double.IsFinite(value))
                continue;
            var text = Text(CanonicalJson.Write(writer => writer.WriteNumber(value)));
            JsonDocument.Parse(text).RootElement.GetDouble().ShouldBe(value, text);
        }
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("9007199254740993")]
    [InlineData("-9223372036854775807")]
    public void Number_ThatADoubleCannotHold_IsRefused(string json) => Should.Throw<LedgerFormatException>(() => Canonical(json));

    [Theory]
    [InlineData(9007199254740993)]
    [InlineData(long.MinValue)]
    public void WriteNumber_IntegerBeyond53Bits_IsRefused(long value) =>
        Should.Throw<LedgerFormatException>(() => CanonicalJson.Write(writer => writer.WriteNumber(value)));

    [Theory]
    [InlineData("1e0", "1")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("4.50", "4.5")]
    [InlineData("2e-3", "0.002")]
    [InlineData("1E30", "1e+30")]
    [InlineData("333333333.33333329", "333333333.3333333")]
    [InlineData("0.000000000000000000000000001", "1e-27")]
    [InlineData("295147905179352830000", "295147905179352830000")]
    [InlineData("1790000000000001", "1790000000000001")]
    public void Number_InOtherNotation_IsBroughtToTheCanonicalOne(string json, string expected) => Canonical(json).ShouldBe(expected);

    [Fact]
    public void Members_OfRfc8785Section323_AreSortedByUtf16CodeUnits() =>
        Canonical("""{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""")
            .ShouldBe("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
                + "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");

    [Fact]
    public void String_ControlAndReservedCharacters_AreEscapedTheShortestWayAndNoOthers() =>
        Canonical("""  { "s" : "\u20ac$\u000F\nA'\u0042\u0022\u005c\\\"\/\b\f\r\t\u001f\u007f衡鉴" }  """)
            .ShouldBe("{\"s\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\f\\r\\t\\u001f\u007f衡鉴\"}");

    [Theory]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""[{"b":{"x":null,"y":0,"x":null}}]""")]
    public void Members_OfOneNameTwice_AreRefused(string json)
    {
        Should.Throw<LedgerFormatException>(() => Canonical(json));
        Should.Throw<LedgerFormatException>(() => CanonicalJson.Serialize(JsonNode.Parse(json)));
    }

    [Theory]
    [InlineData("""["\ud800"]""")]
    [InlineData("""["\udc00\ud800"]""")]
    [InlineData("""{"\ud83d":1}""")]
    public void String_WithALoneSurrogate_IsRefused(string json)
    {
        Should.Throw<LedgerFormatException>(() => Canonical(json));
        Should.Throw<LedgerFormatException>(() => CanonicalJson.Serialize(JsonNode.Parse(json)));
    }

    [Fact]
    public void Node_ClrStringWithALoneSurrogate_IsRefusedAndNotMended()
    {
        Should.Throw<LedgerFormatException>(() => CanonicalJson.Serialize(JsonValue.Create("a\ud800")));
        Should.Throw<LedgerFormatException>(() => CanonicalJson.Serialize(new JsonObject { ["\udfff"] = 1 }));
    }

    [Fact]
    public void Bytes_NotUtf8_AreRefused() =>
        Should.Throw<LedgerFormatException>(() => CanonicalJson.Canonicalize(new byte[] { (byte)'"', 0xc3, 0x28, (byte)'"' }));

    [Theory]
    [InlineData("")]
    [InlineData("{}{}")]
    [InlineData("[1,]")]
    [InlineData("{a:1}")]
    [InlineData("[1] // comment")]
    public void Bytes_NotJson_AreRefused(string json) => Should.Throw<LedgerFormatException>(() => Canonical(json));

    [Fact]
    public void Depth_BeyondTheLimit_IsRefused()
    {
        Canonical(new string('[', 64) + new string(']', 64)).Length.ShouldBe(128);
        Should.Throw<LedgerFormatException>(() => Canonical(new string('[', 65) + new string(']', 65)));
    }

    [Fact]
    public void Node_OfClrValues_EqualsItsParsedForm()
    {
        var id = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");
        var tree = new JsonObject
        {
            ["z"] = new JsonArray(1, 2.50, "三", true, null),
            ["a"] = new JsonObject { ["id"] = JsonValue.Create(id), ["n"] = 12345678901L, ["d"] = 0.1m },
        };
        Text(CanonicalJson.Serialize(tree))
            .ShouldBe("""{"a":{"d":0.1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","n":12345678901},"z":[1,2.5,"三",true,null]}""");
    }

    [Fact]
    public void Writer_MembersOutOfOrder_AreRefused() =>
        Should.Throw<InvalidOperationException>(() => CanonicalJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("b", 1);
            writer.WriteNumber("a", 2);
            writer.WriteEndObject();
        }));

    [Fact]
    public void Writer_ValueWithoutAName_IsRefused() =>
        Should.Throw<InvalidOperationException>(() => CanonicalJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNull();
        }));

    [Fact]
    public void Writer_LeftOpen_IsRefused() =>
        Should.Throw<InvalidOperationException>(() => CanonicalJson.Write(writer => writer.WriteStartArray()));

    [Fact]
    public void Canonicalize_AnyTree_IsIdempotent() =>
        ForAllTrees(tree =>
        {
            var once = CanonicalJson.Serialize(tree);
            return CanonicalJson.Canonicalize(once).AsSpan().SequenceEqual(once);
        });

    [Fact]
    public void Canonicalize_AnyTreeWithMembersReversedAndSpaceAdded_GivesTheSameBytes() =>
        ForAllTrees(tree =>
        {
            var other = Encoding.UTF8.GetBytes(Reversed(tree)?.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) ?? " null ");
            return CanonicalJson.Canonicalize(other).AsSpan().SequenceEqual(CanonicalJson.Serialize(tree));
        });

    private static void ForAllTrees(Func<JsonNode?, bool> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithReplay(8785, 20170101).WithMaxTest(300).WithQuietOnSuccess(true), Prop.ForAll(Trees.ToArbitrary(), holds));

    private static Gen<JsonNode?> Trees => Gen.Sized(size => Tree(Math.Min(size, 40)));

    private static Gen<string> Words =>
        Gen.Elements("a", "b", "é", "衡", "😀", "\u0001", "\"", "\\", "/", "\u007f", "\ufb33", "B", "1")
            .ListOf().Select(parts => string.Concat(parts.Take(4)));

    private static Gen<JsonNode?> Tree(int size)
    {
        var leaf = Gen.OneOf(
            Words.Select(word => (JsonNode?)JsonValue.Create(word)),
            ArbMap.Default.GeneratorFor<NormalFloat>().Select(number => (JsonNode?)JsonValue.Create(number.Get)),
            ArbMap.Default.GeneratorFor<int>().Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Elements<JsonNode?>(null, true, false).Select(node => node?.DeepClone()));
        if (size <= 1)
            return leaf;
        var inner = Tree(size / 3);
        return Gen.OneOf(
            leaf,
            inner.ListOf().Select(items => (JsonNode?)new JsonArray(items.Take(5).Select(item => item?.DeepClone()).ToArray())),
            Words.Zip(inner).ListOf().Select(members => (JsonNode?)new JsonObject(
                members.DistinctBy(member => member.Item1).Select(member => KeyValuePair.Create(member.Item1, member.Item2?.DeepClone())))));
    }

    private static JsonNode? Reversed(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, Reversed(member.Value)))),
        JsonArray items => new JsonArray(items.Select(Reversed).ToArray()),
        _ => node?.DeepClone(),
    };

    private static string Canonical(string json) => Text(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json)));

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);
}
