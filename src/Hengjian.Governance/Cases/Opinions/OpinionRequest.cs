using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;

namespace Hengjian.Governance.Cases.Opinions;

/// <summary>An opinion to sign, as interfaces.md names it.</summary>
public sealed record OpinionRequest
{
    public string? Label { get; init; }

    public int? Confidence { get; init; }

    public bool? AgreesWithAi { get; init; }

    public string? OverrideReason { get; init; }

    /// <summary>Code of one of the deployment's reasons for departing from the AI.</summary>
    public string? OverrideCode { get; init; }

    /// <summary>What the deployment's reading plan asks beside the label: field's code → text, number, code or list of codes.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Fields { get; init; }

    public double? SecondsSpent { get; init; }

    /// <summary>The ticket that came with the page: it bounds <see cref="SecondsSpent"/>, and stands in for it where nothing was measured.</summary>
    public string? ReadingTicket { get; init; }

    public ReadingPhase? Phase { get; init; }

    public OpinionRole Role { get; init; } = OpinionRole.Independent;

    public bool UseConfirmed { get; init; } = true;

    /// <summary>初步意见 by the physician on duty; the second physician follows within the pack's time.</summary>
    public bool Provisional { get; init; }

    /// <summary>危急值: the finding must be told at once, with read-back.</summary>
    public bool CriticalValue { get; init; }

    /// <summary>A draft of the report: kept, counted for nothing, open to physicians who are not eligible yet.</summary>
    public bool Draft { get; init; }

    public Guid? Supersedes { get; init; }

    public string? Reason { get; init; }

    public SignatureInput? Signature { get; init; }
}
