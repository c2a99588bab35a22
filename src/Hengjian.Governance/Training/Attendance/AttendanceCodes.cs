using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Training.Attendance;

/// <summary>
/// The code that a session's page shows: six characters, another each minute, made by an HMAC over session and minute under a key of the institution. The code of the minute
/// before is still taken, so that nobody is too slow by a second.
/// </summary>
public sealed class AttendanceCodes(Database database)
{
    public const int Length = 6;

    /// <summary>How long a code is shown.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromMinutes(1);

    /// <summary>Without characters that look alike.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>The code at a moment.</summary>
    public string At(Guid institution, Guid session, DateTimeOffset at)
    {
        var minute = at.UtcTicks / Shown.Ticks;
        var text = string.Create(CultureInfo.InvariantCulture, $"{session:D}|{minute}");
        var hash = HMACSHA256.HashData(database.Keys.Symmetric("attendance", institution), Encoding.UTF8.GetBytes(text));
        return string.Concat(hash.Take(Length).Select(b => Alphabet[b % Alphabet.Length]));
    }

    /// <summary>When the present code changes.</summary>
    public static DateTimeOffset ChangesAt(DateTimeOffset at) => new(((at.UtcTicks / Shown.Ticks) + 1) * Shown.Ticks, TimeSpan.Zero);

    /// <summary>True when somebody who sees the page now, or saw it a minute ago, typed this.</summary>
    public bool Fits(string code, Guid institution, Guid session, DateTimeOffset at) => code == At(institution, session, at) || code == At(institution, session, at - Shown);

    /// <summary>As typed: blanks and hyphens do not matter, nor does case.</summary>
    public static string Normal(string? typed) => string.Concat((typed ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
