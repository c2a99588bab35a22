using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Cases.Opinions;

/// <summary>
/// Tickets for the reading timer: issued when the server opens a page for a reader, returned with the opinion. Signed, so that nobody can put the opening earlier or
/// carry a ticket to another case or reader. They bound what was measured; they do not unlock anything.
/// </summary>
public sealed class ReadingTickets(Database database, TimeProvider clock)
{
    private const string Purpose = "reading-ticket";

    /// <summary>A ticket for <paramref name="subject"/> (a case, or the first case of a sitting) opened now.</summary>
    public string Issue(Caller caller, Guid subject)
    {
        var opened = StoredInstant.ToMicroseconds(clock.GetUtcNow()).ToString(CultureInfo.InvariantCulture);
        return opened + "." + Mark(caller, subject, opened);
    }

    /// <summary>Time since the ticket's page was opened; null where the ticket is not the server's for this reader and subject, or lies ahead.</summary>
    internal TimeSpan? Elapsed(Caller caller, Guid subject, string ticket, DateTimeOffset now)
    {
        var parts = ticket.Split('.');
        if (parts.Length != 2
            || parts[1] != Mark(caller, subject, parts[0])
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var opened))
        {
            return null;
        }

        var elapsed = TimeSpan.FromMicroseconds(StoredInstant.ToMicroseconds(now) - opened);
        return elapsed < TimeSpan.Zero ? null : elapsed;
    }

    private string Mark(Caller caller, Guid subject, string opened) =>
        database.Fields.BlindIndex(caller.InstitutionId, Purpose, $"{caller.Id:D}|{subject:D}|{opened}")!;
}
