using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>Numbers of the pack in force that the course of a case needs beside the clauses' decisions; an institution is named by its unified social credit code.</summary>
public sealed class CaseParameters(RegulationCatalog catalog)
{
    /// <summary>Hours within which a second physician follows a provisional opinion.</summary>
    public int ProvisionalHours(string? institution, DateTimeOffset at) => Read(institution, at).Int("provisionalSecondOpinionHours");

    /// <summary>Hours after a deadline at which the next one up is told (HP-2.2).</summary>
    public int EscalationHours(string? institution, DateTimeOffset at) => catalog.Parameters(ClauseIds.Escalation, at, institution).Int("headHours");

    /// <summary>Eligible physicians who must agree (R17-3.2a).</summary>
    public int MinimumPhysicians(string? institution, DateTimeOffset at) => Read(institution, at).Int("minimumPhysicians");

    /// <summary>Hours within which an override of the indication is reviewed (HP-2.3).</summary>
    public int OverrideReviewHours(string? institution, DateTimeOffset at) => catalog.Parameters(ClauseIds.OverrideReview, at, institution).Int("reviewHours");

    /// <summary>By when the final diagnosis follows an opinion issued at this instant (HP-5.4).</summary>
    public DateTimeOffset FinalDiagnosisDue(string? institution, VisitKind? kind, DateTimeOffset issued) => issued.AddDays(catalog.Parameters(ClauseIds.FinalDiagnosisTime, issued, institution).Int(kind switch
    {
        VisitKind.Emergency => "emergencyDays",
        VisitKind.Inpatient => "inpatientDays",
        VisitKind.HealthCheck => "healthCheckDays",
        _ => "outpatientDays",
    }));

    private ClauseParameters Read(string? institution, DateTimeOffset at) =>
        new((catalog.InForce(at, institution)?.Find(ClauseIds.TwoPhysicians) ?? throw new InvalidOperationException("No regulation pack is in force.")).Parameters);
}
