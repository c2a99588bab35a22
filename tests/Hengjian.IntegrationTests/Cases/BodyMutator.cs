using System.Text;
using System.Text.Json.Nodes;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>Makes wrong bodies out of a right one: seeded, so that a failure can be played again.</summary>
internal sealed class BodyMutator(int seed)
{
    private static readonly string[] Nasty =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "-1e999", "9223372036854775808", "123456789012345678901234567890", "\"\"", "\" \"", "\"\\u0000\"", "\"a\\u0007b\"",
        "\"\\ud83d\"", "\"\\udc00x\"", "\"\uFFFF\"", "[]", "{}", "[null]", "[[]]", "{\"\":null}", "[{}]", "[1,2,3]", "\"2026-02-30\"", "\"9999-12-31\"", "\"0001-01-01\"",
        "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\"", "\"2026-01-01T00:00:00\"", "\"2026-06-30T23:59:60Z\"", "\"00000000-0000-0000-0000-000000000000\"",
        "\"0198c0de-0000-7000-8000-000000000000\"", "\"';DROP TABLE cases;--\"", "\"<script>\"", "\"" + new string('长', 5000) + "\"", Deep(30), Deep(70),
    ];

    private readonly Random _random = new(seed);

    /// <summary>One to three changes of members, and now and then of bare bytes. The signing secret stays as it is, so that the account is not locked out.</summary>
    public byte[] Mutate(JsonObject valid)
    {
        var body = valid.DeepClone().AsObject();
        var raw = new List<string>();
        for (var change = _random.Next(1, 4); change > 0; change--)
        {
            Change(body, raw);
        }

        var text = new StringBuilder(body.ToJsonString());
        for (var i = raw.Count - 1; i >= 0; i--)
        {
            text.Replace($"\"@{i}@\"", raw[i]);
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return _random.Next(8) == 0 ? Damage(bytes) : bytes;
    }

    private void Change(JsonObject body, List<string> raw)
    {
        var places = Places(body).ToList();
        if (places.Count == 0)
        {
            return;
        }

        var (owner, key, index) = places[_random.Next(places.Count)];
        switch (_random.Next(6))
        {
            case 0 when owner is JsonObject members:
                members.Remove(key!);
                break;
            case 1 when owner is JsonArray items:
                items.Add(Raw("null", raw));
                break;
            case 2 when owner is JsonObject members:
                // The same member twice.
                members[key!] = Raw("null,\"" + key + "\":1", raw);
                break;
            case 3:
                Set(Raw("[" + (Current()?.ToJsonString() ?? "null") + "]", raw));
                break;
            default:
                Set(Raw(Nasty[_random.Next(Nasty.Length)], raw));
                break;
        }

        JsonNode? Current() => owner is JsonObject members ? members[key!] : owner.AsArray()[index];

        void Set(JsonNode value)
        {
            if (owner is JsonObject members)
            {
                members[key!] = value;
            }
            else
            {
                owner.AsArray()[index] = value;
            }
        }
    }

    private static IEnumerable<(JsonNode Owner, string? Key, int Index)> Places(JsonNode node)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.Where(m => m.Key != "secret"))
            {
                yield return (node, name, 0);
                foreach (var inner in value is null ? [] : Places(value))
                {
                    yield return inner;
                }
            }
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                yield return (node, null, i);
                foreach (var inner in items[i] is { } item ? Places(item) : [])
                {
                    yield return inner;
                }
            }
        }
    }

    private static JsonValue Raw(string json, List<string> raw)
    {
        raw.Add(json);
        return JsonValue.Create($"@{(raw.Count - 1).Text()}@");
    }

    private byte[] Damage(byte[] bytes)
    {
        switch (_random.Next(3))
        {
            case 0:
                return bytes[.._random.Next(bytes.Length)];
            case 1:
                bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
                return bytes;
            default:
                var place = _random.Next(bytes.Length);
                return [.. bytes[..place], (byte)_random.Next(256), .. bytes[place..]];
        }
    }

    private static string Deep(int depth) => string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth));
}
