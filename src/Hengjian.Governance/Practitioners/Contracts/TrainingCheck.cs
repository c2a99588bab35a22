using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>Which evidence a training needs to count.</summary>
/// <param name="Routes">Routes that count.</param>
/// <param name="CertificateNeeded">A certificate or recognition number must be recorded.</param>
/// <param name="BaseNeeded">The training base must be a record of this system (for an exemption it has no meaning).</param>
/// <param name="OtherStaffCounts">Programmes of other staff count too.</param>
internal sealed record TrainingTerms(IReadOnlyList<string> Routes, bool CertificateNeeded, bool BaseNeeded, bool OtherStaffCounts = true)
{
    /// <summary>Any route counts.</summary>
    public static IReadOnlyList<string> AnyRoute { get; } = [.. Enum.GetValues<TrainingRoute>().Select(CodeName.Of)];
}

/// <summary>Whether someone has a training for a technology category that counts on a day.</summary>
internal static class TrainingCheck
{
    private static readonly RuleMessage None = new("training.none", "category");
    private static readonly RuleMessage OtherStaffAlone = new("training.otherStaffAlone", "category");
    private static readonly RuleMessage NotYet = new("training.notYet", "on");
    private static readonly RuleMessage Expired = new("training.expired", "certificate", "to");
    private static readonly RuleMessage Revoked = new("training.revoked", "certificate");
    private static readonly RuleMessage NoCertificate = new("training.noCertificate", "route", "on");
    private static readonly RuleMessage NoBase = new("training.noBase", "certificate");
    private static readonly RuleMessage Route = new("training.route", "route");

    public static IReadOnlyList<RuleMessage> Messages { get; } = [None, OtherStaffAlone, NotYet, Expired, Revoked, NoCertificate, NoBase, Route];

    public static void Check(
        PractitionerFacts practitioner, string category, DateOnly day, TrainingTerms terms, FactSheet facts, List<MissingItem> missing)
    {
        facts
            .Add("technologyCategory", category)
            .Add("trainings", practitioner.Trainings.Select(Line))
            .Add("onDay", day);
        var forCategory = practitioner.Trainings.Where(t => NameMatch.Same(t.TechnologyCategory, category) && (terms.OtherStaffCounts || !t.ForOtherStaff)).ToArray();
        if (forCategory.Length == 0)
        {
            missing.Add(practitioner.Trainings.Any(t => t.ForOtherStaff && NameMatch.Same(t.TechnologyCategory, category)) ? OtherStaffAlone.With(category) : None.With(category));
            return;
        }

        var faults = new List<MissingItem>();
        foreach (var training in forCategory.OrderByDescending(t => t.CompletedOn))
        {
            var before = faults.Count;
            faults.AddRange(Faults(training, day, terms));
            if (faults.Count > before)
                continue;
            facts.Add("countedCertificate", training.CertificateNumber)
                .Add("route", CodeName.Of(training.Route))
                .Add("completedOn", training.CompletedOn)
                .Add("trainingBaseId", training.BaseId);
            return;
        }

        missing.AddRange(faults);
    }

    private static IEnumerable<MissingItem> Faults(TrainingFact training, DateOnly day, TrainingTerms terms)
    {
        var certificate = string.IsNullOrWhiteSpace(training.CertificateNumber) ? "none" : training.CertificateNumber;
        var route = CodeName.Of(training.Route);
        if (training.IsRevokedOn(day))
            yield return Revoked.With(certificate);
        if (day < training.CompletedOn)
            yield return NotYet.With(ClauseParameter.TextOf(training.CompletedOn)!);
        if (training.ValidTo is { } to && day > to)
            yield return Expired.With(certificate, ClauseParameter.TextOf(to)!);
        if (!terms.Routes.Contains(route))
            yield return Route.With(route);
        if (terms.CertificateNeeded && string.IsNullOrWhiteSpace(training.CertificateNumber))
            yield return NoCertificate.With(route, ClauseParameter.TextOf(training.CompletedOn)!);
        if (terms.BaseNeeded && training.Route != TrainingRoute.Exemption && training.BaseId is null)
            yield return NoBase.With(certificate);
    }

    private static string Line(TrainingFact training) => string.Join(
        ' ',
        new[] { ClauseParameter.TextOf(training.CompletedOn), CodeName.Of(training.Route), training.TechnologyCategory, training.CertificateNumber }
            .Where(part => !string.IsNullOrWhiteSpace(part)));
}
