using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Web.Components.Decisions;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Safety;

/// <summary>What the pages of adverse events share: words for codes, people by name, decisions as panels.</summary>
public abstract class SafetyPage : FormPage<SafetyText>
{
    [Inject]
    internal DecisionViews Decided { get; set; } = null!;

    [Inject]
    internal IActorNames Actors { get; set; } = null!;

    /// <summary>The decisions by which a rule refused the act.</summary>
    protected IReadOnlyList<Decision> Refused { get; private set; } = [];

    /// <summary>The word for a code, <c>Kind.Value</c> in the texts.</summary>
    protected string Word<T>(T value)
        where T : struct, Enum => L[typeof(T).Name + "." + value];

    protected IReadOnlyList<Choice> Choices<T>(params T[] of)
        where T : struct, Enum => [.. (of.Length == 0 ? Enum.GetValues<T>() : of).Select(v => new Choice(CodeName.Of(v), Word(v)))];

    internal static Tone ToneOf(EventGrade grade) => grade switch { EventGrade.I => Tone.Bad, EventGrade.II => Tone.Warn, _ => Tone.Info };

    /// <summary>As <see cref="FormPage{TTexts}.Accept{T}"/>; the decisions of a refusal are kept for the page.</summary>
    internal bool Done<T>(Outcome<T> outcome)
    {
        Refused = (outcome.Refusal as RuleRefused)?.Decisions ?? [];
        var accepted = Accept(outcome);
        if (Refused.Count > 0)
        {
            Errors = [];
        }

        return accepted;
    }

    /// <summary>Names of users by id; an unknown one is a dash.</summary>
    internal async Task<Func<Guid?, string>> NamesAsync(IEnumerable<Guid?> ids)
    {
        var names = await Actors.FindAsync(Caller.InstitutionId, [.. ids.OfType<Guid>().Distinct().Select(i => i.ToString("D"))], Aborted);
        return id => id is { } known && names.TryGetValue(known.ToString("D"), out var name) ? name : "–";
    }
}
