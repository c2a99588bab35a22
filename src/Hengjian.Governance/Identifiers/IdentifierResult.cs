namespace Hengjian.Governance.Identifiers;

/// <summary>How sure a rule about an identifier is.</summary>
public enum Certainty
{
    /// <summary>Read in a source: nobody overrides it.</summary>
    Source,

    /// <summary>Weak or second-hand: an authorised user may override it with a reason.</summary>
    Weak,

    /// <summary>Common knowledge, unverified: may be overridden too.</summary>
    Common,
}

/// <summary>What is wrong with, or notable about, a value.</summary>
/// <param name="Code">Key of its text (<see cref="IdentifierTexts"/>).</param>
/// <param name="Certainty">How sure the rule is.</param>
/// <param name="IsWarning">True where the value is accepted all the same, for example an older form.</param>
/// <param name="Detail">Fills <c>{detail}</c> in the text: what was expected or found.</param>
public sealed record IdentifierProblem(string Code, Certainty Certainty, bool IsWarning = false, string Detail = "")
{
    /// <summary>True where an authorised user may store the value with a reason.</summary>
    public bool Overridable => Certainty != Certainty.Source;
}

/// <summary>What a rule found about a value.</summary>
/// <param name="Normalised">
/// The one way to write it (trimmed, half-width, letter case); store and compare this. As clean as possible where invalid.
/// </param>
/// <param name="Problems">Problems and warnings; empty: nothing to say.</param>
public sealed record IdentifierResult(string Normalised, IReadOnlyList<IdentifierProblem> Problems)
{
    /// <summary>True when nothing but warnings was found.</summary>
    public bool Valid => Problems.All(p => p.IsWarning);

    /// <summary>True when it is invalid, but by rules alone that may be overridden.</summary>
    public bool Overridable => !Valid && Problems.All(p => p.IsWarning || p.Overridable);
}
