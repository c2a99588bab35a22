using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Training.Recognition;

/// <summary>Evidence of a route other than the normal one, given whole; entering it again takes the place of what was there and asks for another check.</summary>
public sealed record EvidenceRequest
{
    /// <summary>Training abroad (overseas route).</summary>
    public IReadOnlyList<AbroadInput>? Abroad { get; init; }

    /// <summary>Clinical work (exemption).</summary>
    public IReadOnlyList<WorkInput>? Work { get; init; }

    public IReadOnlyList<OldTitleInput>? Titles { get; init; }

    /// <summary>Cases done independently, in stretches of time as the papers have them.</summary>
    public IReadOnlyList<OldCasesInput>? Cases { get; init; }

    /// <summary>Serious adverse events, 0 where there was none (exemption).</summary>
    public int? SeriousEvents { get; init; }

    /// <summary>What the statement on adverse events rests on (exemption).</summary>
    public string? Statement { get; init; }
}

public sealed record AbroadInput
{
    public string? Institution { get; init; }

    public string? Country { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }
}

public sealed record WorkInput
{
    public string? Institution { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }
}

public sealed record OldTitleInput
{
    public ProfessionalTitle? Title { get; init; }

    public DateOnly? From { get; init; }
}

public sealed record OldCasesInput
{
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public int? Count { get; init; }

    public string? Source { get; init; }
}

/// <summary>What the second person found on comparing the evidence with the papers.</summary>
public sealed record EvidenceCheckRequest
{
    public bool? Agree { get; init; }

    /// <summary>Needed where it is sent back.</summary>
    public string? Note { get; init; }

    public SignatureInput? Signature { get; init; }
}
