namespace Hengjian.Web.Components.Design;

/// <summary>
/// How a state stands out: a colour and a mark, always beside a word.
/// None (grey, dash) not applicable or not open yet · Info (blue, ring) pending · Run (violet, disc) in progress · Warn (amber, diamond) needs approval or soon due ·
/// Bad (red, square) returned, out of control, overdue, refused · Ok (green, disc) done.
/// </summary>
public enum Tone
{
    None,
    Info,
    Run,
    Warn,
    Bad,
    Ok,
}

/// <summary>The four levels of an alert, each with its own shape.</summary>
public enum AlertLevel
{
    Blue,
    Yellow,
    Orange,
    Red,
}

internal static class ToneNames
{
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Info => "info",
        Tone.Run => "run",
        Tone.Warn => "warn",
        Tone.Bad => "bad",
        Tone.Ok => "ok",
        _ => "none",
    };

    /// <summary>The icon that stands for a tone where there is room for one.</summary>
    public static string Icon(this Tone tone) => tone switch
    {
        Tone.Run => "eye-off",
        Tone.Warn => "alert",
        Tone.Bad => "stop",
        Tone.Ok => "check",
        _ => "info",
    };
}
