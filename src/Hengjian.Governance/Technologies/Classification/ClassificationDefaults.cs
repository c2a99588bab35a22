using System.Text.Json;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Technologies.Classification;

/// <summary>A question of which an affirmed answer raises the risk tier.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Tier">The tier that an affirmed answer gives at least.</param>
/// <param name="Text">The question as a statement.</param>
public sealed record RiskQuestion(string Code, RiskTier Tier, LocalText Text);

/// <summary>One line of the table of classified management.</summary>
public sealed record ManagementClassLine(AiClass AiClass, RiskTier Tier, IReadOnlyList<ManagementGate> Gates, int ReviewMonths, int BlindFirstPercent, int SamplingPercent)
{
    /// <summary>True where this line asks less than another in any of its numbers or gates.</summary>
    public bool AsksLessThan(ManagementClassLine other) =>
        ReviewMonths > other.ReviewMonths || BlindFirstPercent < other.BlindFirstPercent || SamplingPercent < other.SamplingPercent || other.Gates.Except(Gates).Any();
}

/// <summary>The table and the questions that the product brings, from a resource: what an institution starts from (practice.md 17).</summary>
public static class ClassificationDefaults
{
    private static readonly Lazy<Document> Loaded = new(Load);

    /// <summary>The questions that decide the tier.</summary>
    public static IReadOnlyList<RiskQuestion> Questions => Loaded.Value.Questions;

    /// <summary>A line for every class and tier.</summary>
    public static IReadOnlyList<ManagementClassLine> Classes => Loaded.Value.Classes;

    public static ManagementClassLine Of(AiClass aiClass, RiskTier tier) => Classes.First(c => c.AiClass == aiClass && c.Tier == tier);

    /// <summary>The highest tier of the affirmed questions; the lowest where none is.</summary>
    public static RiskTier TierOf(IReadOnlyDictionary<string, bool> answers) =>
        Questions.Where(q => answers.GetValueOrDefault(q.Code)).Select(q => q.Tier).DefaultIfEmpty(RiskTier.Low).Min();

    private static Document Load()
    {
        using var stream = typeof(ClassificationDefaults).Assembly.GetManifestResourceStream("ClassificationDefaults.json")!;
        var document = JsonSerializer.Deserialize<Document>(stream, JsonColumn.Options)!;
        var expected = Enum.GetValues<AiClass>().Length * Enum.GetValues<RiskTier>().Length;
        return document.Classes.Select(c => (c.AiClass, c.Tier)).Distinct().Count() == expected
            ? document
            : throw new InvalidOperationException("The table of classified management does not have one line for each class and tier.");
    }

    private sealed record Document(IReadOnlyList<RiskQuestion> Questions, IReadOnlyList<ManagementClassLine> Classes);
}
