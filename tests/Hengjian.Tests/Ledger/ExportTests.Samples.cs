using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Hengjian.Ledger;

namespace Hengjian.Tests.Ledger;

/// <content>Exports and how they are altered.</content>
public sealed partial class ExportTests
{
    private static ExportVerification Verify(IEnumerable<string> lines, VerificationOptions? options = null) =>
        ExportVerifier.Verify(new MemoryStream(Bytes(lines)), options);

    private static byte[] Bytes(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    private static int LineOfRecord(List<string> lines, int index)
    {
        var at = lines.FindIndex(line => line.StartsWith($"{{\"index\":{index},\"leaf\"", StringComparison.Ordinal));
        at.ShouldBePositive();
        return at;
    }

    private static string Line(int index, LedgerRecord record)
    {
        var bytes = record.Encode();
        return $"{{\"index\":{index},\"leaf\":\"{LedgerRecord.LeafHash(bytes)}\",\"record\":{Encoding.UTF8.GetString(bytes)},\"type\":\"record\"}}";
    }

    /// <summary>Gives the records the indices 0, 1, 2 … in the order in which they stand.</summary>
    private static List<string> Renumbered(List<string> lines)
    {
        var next = 0;
        return [.. lines.Select(line =>
        {
            if (!line.StartsWith("{\"index\"", StringComparison.Ordinal))
                return line;
            var json = JsonNode.Parse(line)!;
            json["index"] = next++;
            return Canonical(json);
        })];
    }

    /// <summary>Puts another value of the same type into a member, keeping the line canonical.</summary>
    private static string Alter(string line, string member)
    {
        var json = JsonNode.Parse(line)!;
        var steps = member.Split('.');
        var parent = Parent(json, steps).AsObject();
        parent[steps[^1]] = parent[steps[^1]]!.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.Number => parent[steps[^1]]!.GetValue<long>() + 1,
            _ => Other(parent[steps[^1]]!.GetValue<string>()),
        };
        return Canonical(json);
    }

    /// <summary>A text of the same kind: another member of the enumeration, another digit, another letter.</summary>
    private static string Other(string text) => text switch
    {
        "device" => "user",
        "changed" => "created",
        _ => (text[0] == 'a' ? 'b' : 'a') + text[1..],
    };

    private static JsonNode Parent(JsonNode json, string[] steps)
    {
        foreach (var step in steps[..^1])
            json = (json is JsonArray array ? array[step[0] - '0'] : json[step])!;
        return json;
    }

    private static string Canonical(JsonNode json) => Encoding.UTF8.GetString(CanonicalJson.Serialize(json));

    /// <summary>Digits of the two instants that nothing signs: when the export was made, and when the key was (its own ledger record commits to that).</summary>
    private static HashSet<int> UnprotectedDigits(List<string> lines)
    {
        var places = new HashSet<int>();
        var start = 0;
        foreach (var line in lines.Take(2))
        {
            var at = Encoding.UTF8.GetByteCount(line[..line.IndexOf("At\":", StringComparison.Ordinal)]) + 4 + start;
            places.UnionWith(Enumerable.Range(at, 16));
            start += Encoding.UTF8.GetByteCount(line) + 1;
        }

        return places;
    }

    private List<string> Export(int count = Count, bool contents = true, Func<int, LedgerRecord>? alter = null)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new ExportWriter(output, LedgerSamples.Institution, LedgerSamples.Start);
        writer.Key(LogKey);
        var root = new RootAccumulator(LedgerHash.Sha256);
        for (var index = 0; index < count; index++)
        {
            var record = (alter ?? LedgerSamples.Record)(index).Encode();
            var leaf = LedgerRecord.LeafHash(record);
            root.Add(leaf);
            writer.Record(index, leaf, record);
            if (contents && index != 3)
                writer.Content(index, 0, LedgerSamples.Salt(index), LedgerSamples.Content(index));
            if (HeadSizes.Contains(index + 1))
                writer.Head(SignedTreeHead.Sign(key, LedgerSamples.Institution, root.Size, root.Root(), LedgerSamples.Start + index));
        }

        writer.Complete();
        return [.. Encoding.UTF8.GetString(output.WrittenSpan).Split('\n').SkipLast(1)];
    }
}
