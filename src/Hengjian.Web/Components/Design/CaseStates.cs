namespace Hengjian.Web.Components.Design;

/// <summary>How the states of a case look. The names are those of the state table; the words are <c>CaseState.*</c> in CommonText.</summary>
public static class CaseStates
{
    /// <summary>The states on the straight way, in order.</summary>
    public static readonly IReadOnlyList<string> Main =
        ["Registered", "Indicated", "Analysed", "Reading", "OpinionIssued", "Concluded", "Reported", "Closed"];

    /// <summary>The states beside it.</summary>
    public static readonly IReadOnlyList<string> Branches = ["Provisional", "Disagreed", "Cancelled"];

    /// <summary>The tone of a state; None for a name that is not in the table.</summary>
    public static Tone ToneOf(string state) => state switch
    {
        "Registered" or "Indicated" or "Analysed" => Tone.Info,
        "Reading" => Tone.Run,
        "Provisional" or "OpinionIssued" => Tone.Warn,
        "Disagreed" => Tone.Bad,
        "Concluded" or "Reported" or "Closed" => Tone.Ok,
        _ => Tone.None,
    };

    /// <summary>Text key of a state in CommonText.</summary>
    public static string TextKey(string state) => "CaseState." + state;
}
