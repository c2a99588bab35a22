namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>How cases of a deployment are read: data that its institution sets, never code. Everything absent means the plainest way.</summary>
public sealed record ReadingPlan
{
    /// <summary>One label, same label agrees, the pool reads, nothing is drawn.</summary>
    public static ReadingPlan Plain { get; } = new();

    /// <summary>What an opinion states beside its label.</summary>
    public IReadOnlyList<ReadingField> Fields { get; init => field = value ?? []; } = [];

    /// <summary>When two opinions agree.</summary>
    public AgreementRule Agreement { get; init => field = value ?? new(); } = new();

    /// <summary>Reasons for departing from the AI that may be chosen; empty: text alone.</summary>
    public IReadOnlyList<OverrideReason> OverrideReasons { get; init => field = value ?? []; } = [];

    /// <summary>An opinion that departs from the AI result says why.</summary>
    public bool OverrideReasonRequired { get; init; }

    public AssignmentRule Assignment { get; init; }

    /// <summary>Readers that round-robin names; 1 to 10; null: as many as must agree.</summary>
    public int? ReadersPerCase { get; init; }

    /// <summary>Share of routine cases that the system draws to be read blind first; 0 to 100; null: nothing is drawn.</summary>
    public int? BlindFirstPercent { get; init; }

    /// <summary>Address of the image viewer with the places <c>{accession}</c> and <c>{study}</c>; null: no link.</summary>
    public string? ViewerUrl { get; init; }

    /// <summary>
    /// Address of one image in the viewer with the places <c>{accession}</c>, <c>{study}</c>, <c>{series}</c>, <c>{instance}</c> and <c>{frame}</c>; null: findings have no link.
    /// </summary>
    public string? ImageUrl { get; init; }
}

/// <summary>Who is named as reader when a case is registered without readers.</summary>
public enum AssignmentRule
{
    /// <summary>Nobody: every physician authorised for the deployment may read.</summary>
    Pool,

    /// <summary>Every authorised physician with a period in the technology's specialty that runs now.</summary>
    Specialty,

    /// <summary>The next eligible ones by turns.</summary>
    RoundRobin,
}

/// <summary>A reason for departing from the AI.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Display">Text for people, in the institution's language.</param>
/// <param name="NeedsText">Must be explained in words too.</param>
public sealed record OverrideReason(string Code, string Display, bool NeedsText);

public enum ReadingFieldKind
{
    /// <summary>One or more of a list.</summary>
    Category,

    /// <summary>The same for a place in the body.</summary>
    Location,

    /// <summary>A measurement with unit and range.</summary>
    Number,

    Text,
}

/// <summary>One item that an opinion states beside its label.</summary>
public sealed record ReadingField
{
    /// <summary>Stable code, camel case.</summary>
    public string? Code { get; init; }

    /// <summary>Text for people, in the institution's language.</summary>
    public string? Display { get; init; }

    public ReadingFieldKind? Kind { get; init; }

    public bool Required { get; init; }

    /// <summary>Asked only with these labels; empty: with any.</summary>
    public IReadOnlyList<string> Labels { get; init => field = value ?? []; } = [];

    /// <summary>What may be chosen; for categories and locations.</summary>
    public IReadOnlyList<FieldChoice> Choices { get; init => field = value ?? []; } = [];

    /// <summary>Several may be chosen.</summary>
    public bool Multiple { get; init; }

    /// <summary>Unit of a measurement, as written after it (UCUM where there is one).</summary>
    public string? Unit { get; init; }

    /// <summary>Least value, included.</summary>
    public double? From { get; init; }

    /// <summary>Greatest value, included.</summary>
    public double? To { get; init; }

    /// <summary>Whether it is asked of an opinion with the label.</summary>
    public bool AskedWith(string? label) => Labels.Count == 0 || (label is not null && Labels.Contains(label));
}

public sealed record FieldChoice(string Code, string Display);

/// <summary>
/// When opinions agree: their labels are of one group (a label that is in none is a group of its own) and, where a measurement is named, its values lie within the
/// tolerance of one another.
/// </summary>
public sealed record AgreementRule
{
    /// <summary>Label's code → group's code.</summary>
    public IReadOnlyDictionary<string, string> Groups { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>Code of the measurement that is compared; null: none.</summary>
    public string? Measurement { get; init; }

    /// <summary>Greatest difference, in the measurement's unit or, with <see cref="InPercent"/>, in percent of the larger value.</summary>
    public double? Tolerance { get; init; }

    public bool InPercent { get; init; }

    public string GroupOf(string label) => Groups.GetValueOrDefault(label, label);

    /// <summary>Whether two values of the measurement agree.</summary>
    public bool Within(double low, double high)
    {
        // Measurements are stated in decimals: a difference of exactly the tolerance agrees, whatever binary makes of it.
        var bound = (Tolerance ?? 0) * (InPercent ? Math.Max(Math.Abs(low), Math.Abs(high)) / 100 : 1);
        return Math.Abs(high - low) <= bound + 1e-9;
    }
}
