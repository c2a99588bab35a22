namespace Hengjian.Governance.Access.Contracts;

/// <summary>What an institution may set about sign-in, in the section <c>access</c> of <c>DIR/hengjian.json</c> or of the program's configuration. Checked at start.</summary>
public sealed class AccessOptions
{
    public const string Section = "access";

    /// <summary>A session without a request for this long is over. 1 minute to 12 hours.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A session is over this long after its sign-in, whatever happened since. Not shorter than <see cref="IdleTimeout"/>, at most 24 hours.</summary>
    public TimeSpan LongestSession { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Wrong passwords, codes and signing secrets in a row before the account is locked. 3 to 10.</summary>
    public int FailuresToLockOut { get; set; } = 5;

    /// <summary>How long a lock-out lasts. 1 minute to 1 day.</summary>
    public TimeSpan LockOutFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Fewest characters of a password. 8 to 64.</summary>
    public int PasswordLength { get; set; } = 10;

    /// <summary>Whether a password needs at least one letter and one digit.</summary>
    public bool PasswordNeedsLetterAndDigit { get; set; } = true;

    /// <summary>Lifetime of a token when none is asked for, and the longest that may be asked for: 365 days.</summary>
    public int TokenDays { get; set; } = 90;

    /// <summary>How long an invitation or reset link can be used. 1 hour to 14 days.</summary>
    public TimeSpan InvitationFor { get; set; } = TimeSpan.FromHours(72);

    /// <summary>An account that nobody signed in to for this many days is closed until a security administrator opens it again. 30 to 3650.</summary>
    public int UnusedAccountDays { get; set; } = 180;

    /// <summary>How long a resolved session or token may be answered from memory. Changes made by this program take effect at once, those by another process after this long. 0 to 10 seconds.</summary>
    public TimeSpan CallerMemory { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Every setting that is out of its range, by name; empty when all are right.</summary>
    internal IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Check(IdleTimeout >= TimeSpan.FromMinutes(1) && IdleTimeout <= TimeSpan.FromHours(12), nameof(IdleTimeout), "1 minute to 12 hours");
        Check(LongestSession >= IdleTimeout && LongestSession <= TimeSpan.FromHours(24), nameof(LongestSession), "the idle time-out to 24 hours");
        Check(FailuresToLockOut is >= 3 and <= 10, nameof(FailuresToLockOut), "3 to 10");
        Check(LockOutFor >= TimeSpan.FromMinutes(1) && LockOutFor <= TimeSpan.FromDays(1), nameof(LockOutFor), "1 minute to 1 day");
        Check(PasswordLength is >= 8 and <= 64, nameof(PasswordLength), "8 to 64");
        Check(TokenDays is >= 1 and <= LongestTokenDays, nameof(TokenDays), "1 to 365");
        Check(InvitationFor >= TimeSpan.FromHours(1) && InvitationFor <= TimeSpan.FromDays(14), nameof(InvitationFor), "1 hour to 14 days");
        Check(UnusedAccountDays is >= 30 and <= 3650, nameof(UnusedAccountDays), "30 to 3650");
        Check(CallerMemory >= TimeSpan.Zero && CallerMemory <= TimeSpan.FromSeconds(10), nameof(CallerMemory), "0 to 10 seconds");
        return problems;

        void Check(bool holds, string name, string range)
        {
            if (!holds)
            {
                problems.Add($"{Section}:{name} must be {range}");
            }
        }
    }

    internal const int LongestTokenDays = 365;
}
