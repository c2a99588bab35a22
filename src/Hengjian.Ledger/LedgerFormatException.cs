namespace Hengjian.Ledger;

/// <summary>A value that has no canonical form, or bytes that are not exactly what a ledger format asks for.</summary>
public sealed class LedgerFormatException : FormatException
{
    /// <summary>A value refused, without a stated reason.</summary>
    public LedgerFormatException()
        : base("The value has no ledger form.")
    {
    }

    /// <summary>A value refused for <paramref name="message"/>; no member can be named.</summary>
    public LedgerFormatException(string message)
        : base(message)
    {
    }

    /// <summary>A value refused because of another failure.</summary>
    public LedgerFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }

    internal LedgerFormatException(string member, string message)
        : base(member + ": " + message) => Member = member;

    /// <summary>Path of the offending member, such as <c>actor.kind</c> or <c>parts[2].commitment</c>; null where no member can be named.</summary>
    public string? Member { get; }
}
