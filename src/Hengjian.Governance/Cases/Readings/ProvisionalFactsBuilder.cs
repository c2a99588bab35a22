using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;

namespace Hengjian.Governance.Cases.Readings;

/// <summary>Facts of HP-4.1 from the opinions and the reports of a case.</summary>
internal static class ProvisionalFactsBuilder
{
    /// <param name="file">The case with its opinions.</param>
    /// <param name="reports">Its reports of critical values.</param>
    /// <param name="hours">Hours for the second physician.</param>
    public static ProvisionalFacts Build(CaseFile file, IReadOnlyCollection<CriticalValueReport> reports, int hours)
    {
        // A superseding opinion neither ends nor starts the clock anew: the first provisional one counts.
        var provisional = file.Opinions.FirstOrDefault(o => o is { Provisional: true, Draft: false });
        var second = provisional is null
            ? null
            : file.Opinions.FirstOrDefault(o => !o.Draft && o.PractitionerId != provisional.PractitionerId && o.Phase == provisional.Phase && o.SignedAt > provisional.SignedAt);
        var marked = file.Opinions.Where(o => o.CriticalValue).Select(o => (DateTimeOffset?)o.SignedAt).FirstOrDefault();
        var first = reports.MinBy(r => r.ToldAt);
        return new ProvisionalFacts(
            provisional?.SignedAt,
            provisional?.SignedAt.AddHours(hours),
            second?.SignedAt,
            first is null ? marked : marked is { } at && at < first.FoundAt ? at : first.FoundAt,
            first?.ToldAt,
            reports.Any(r => r.ReadBack is not null));
    }
}
