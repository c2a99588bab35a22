using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Methods.Common;

namespace Hengjian.Governance.Examinations.Domain;

/// <summary>A question that can be drawn.</summary>
internal sealed record BankItem(Guid QuestionId, string Number, Guid VersionId, QuestionKind Kind, string Topic, int Marks, IReadOnlyList<string> Options);

/// <summary>What a section lacked.</summary>
internal sealed record DrawShortage(int Section, int Wanted, int Available);

/// <summary>Draws papers. The same sections, bank and seed give the same paper, on every machine.</summary>
internal static class PaperDraw
{
    /// <summary>Draws section after section; a question is drawn once. Shortages leave the items empty.</summary>
    public static (IReadOnlyList<PaperItem> Items, IReadOnlyList<DrawShortage> Shortages) Draw(IReadOnlyList<BlueprintSection> sections, IEnumerable<BankItem> bank, long seed)
    {
        var left = bank.OrderBy(q => q.Number, StringComparer.Ordinal).ToList();
        var items = new List<PaperItem>();
        var shortages = new List<DrawShortage>();
        for (var s = 0; s < sections.Count; s++)
        {
            var section = sections[s];
            var pool = left.Where(q => Fits(section, q)).ToArray();
            if (pool.Length < section.Count)
            {
                shortages.Add(new DrawShortage(s, section.Count, pool.Length));
                continue;
            }

            Shuffle(pool, new SeededRandom(seed, s));
            foreach (var drawn in pool.Take(section.Count))
            {
                left.Remove(drawn);
                items.Add(new PaperItem(items.Count + 1, drawn.QuestionId, drawn.VersionId, drawn.Kind, drawn.Topic, section.Marks ?? drawn.Marks, drawn.Options));
            }
        }

        return shortages.Count > 0 ? ([], shortages) : (items, shortages);
    }

    /// <summary>SHA-256 in lower hex over the sections and every version that the bank offers.</summary>
    public static string BankHash(IReadOnlyList<BlueprintSection> sections, IEnumerable<BankItem> bank) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(sections, JsonColumn.Options) + string.Join(';', bank.Select(q => q.VersionId.ToString("D")).Order(StringComparer.Ordinal)))));

    /// <summary>Order in which a candidate sees the options: a permutation of 0 … n−1. Fixed words (right or wrong, follow or correct) keep their order.</summary>
    public static int[] OptionOrder(PaperItem item, long seed, Guid sitting)
    {
        var order = Enumerable.Range(0, item.Options.Count).ToArray();
        if (item.Kind is not (QuestionKind.Judgement or QuestionKind.SpotWrongAi))
        {
            Shuffle(order, new SeededRandom(seed ^ BitConverter.ToInt64(sitting.ToByteArray(), 8), 1000 + item.Position));
        }

        return order;
    }

    private static bool Fits(BlueprintSection section, BankItem question) =>
        (section.Kind is null || section.Kind == question.Kind) && (section.Topic is null || string.Equals(section.Topic, question.Topic, StringComparison.Ordinal));

    private static void Shuffle<T>(T[] items, SeededRandom random)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = random.NextInt32(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
