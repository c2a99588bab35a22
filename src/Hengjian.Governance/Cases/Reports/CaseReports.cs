using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Disclosure;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Reports;

/// <summary>Who signed, as a report names people.</summary>
/// <param name="Title">Title held on the day of the signature; null: none on record.</param>
/// <param name="Institution">The reader's own institution where that is another one (practice.md 9).</param>
/// <param name="Valid">Whether the stored signature checks; null: another system holds it.</param>
public sealed record ReportSigner(SignedPart Part, PersonView Person, ProfessionalTitle? Title, string? Institution, DateTimeOffset At, bool? Valid, string? KeyId, string? ObservedFrom)
{
    public OpinionRole? Role { get; init; }

    public ResolutionKind? Method { get; init; }
}

/// <summary>What a signature on a report stands under.</summary>
public enum SignedPart
{
    Opinion,
    Resolution,
    FinalDiagnosis,
}

/// <summary>A case's diagnostic report: the case as the caller sees it, with what paper needs beside it.</summary>
/// <param name="Patient">Who the patient is, whole; null: the report stays masked.</param>
/// <param name="Certificates">Numbers of the registration certificates that were valid on the day of the examination.</param>
/// <param name="Packs">Rule packs by which the acts were decided.</param>
public sealed record CaseReport(
    CaseView Case, PatientIdentity? Patient, string? Department, IReadOnlyList<string> Certificates, IReadOnlyList<ReportSigner> Signers, IReadOnlyList<string> Packs, DateTimeOffset PrintedAt)
{
    /// <summary>The AI took part and its result stands.</summary>
    public bool WithAi => !Case.WithoutAi && Case.AiResults.Any(r => r.Status is AiResultStatus.Accepted or AiResultStatus.AwaitingOperator);

    /// <summary>The opinions that count: neither drafts nor superseded, and where AI took part those given with it.</summary>
    public IReadOnlyList<OpinionView> Opinions => Counted(Case);

    /// <summary>Who reported stands before who reviewed, and those who read independently after them.</summary>
    internal static List<OpinionView> Counted(CaseView view) =>
    [
        .. view.Opinions.Where(o => o is { SupersededBy: null, Draft: false } && (o.Phase == ReadingPhase.AfterAi || view.WithoutAi))
            .OrderBy(o => o.Role switch { OpinionRole.Report => 0, OpinionRole.Review => 1, _ => 2 }).ThenBy(o => o.SignedAt),
    ];
}

/// <summary>Gathers a report. It leaves the system, so that it did is on record before anything of it is answered (decisions.md 9).</summary>
public sealed class CaseReports(
    Database database, CaseQueries cases, DisclosePatient disclose, IAccessLog log, IDeploymentDirectory deployments, IDepartmentDirectory departments,
    IPractitionerDirectory practitioners, ISignatureVerification signatures, TimeProvider clock)
{
    /// <param name="reason">Why the patient is named whole, 4 to 500 characters, else <see cref="Invalid"/> on <c>reason</c>; null: the report stays masked.</param>
    /// <param name="issuedOnly">Refuse with <see cref="Conflict"/> while no opinion is issued: such a sheet is no diagnostic report.</param>
    /// <returns><see cref="NotFound"/> outside the caller's scope; <see cref="Forbidden"/> where the caller may not unmask.</returns>
    public async Task<Outcome<CaseReport>> GatherAsync(Guid id, string? reason, bool issuedOnly, WriteRequest context, CancellationToken cancellationToken)
    {
        var caller = context.Caller;
        if (await cases.FindAsync(caller, id, cancellationToken) is not { } view)
        {
            return new NotFound("case");
        }

        if (issuedOnly && view.State != CaseState.OpinionIssued && !CaseMachine.IsComplete(view.State))
        {
            return new Conflict("case.noReportYet");
        }

        PatientIdentity? patient = null;
        if (reason is not null)
        {
            var shown = await disclose.HandleAsync(id, reason, context, cancellationToken);
            if (shown.Refusal is { } refused)
            {
                return refused;
            }

            patient = shown.Value;
        }

        var recorded = await log.DiscloseAsync(context, AccessKind.Exported, nameof(Case), [id], reason, cancellationToken);
        if (recorded.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = database.Read(caller.InstitutionId);
        var deployment = (await deployments.FindAsync(db, view.Deployment.Id, cancellationToken))!;
        var names = await departments.NamesAsync(db, cancellationToken);
        var examined = ShanghaiDay.Of(view.ExaminedAt);
        return new CaseReport(
            view,
            patient,
            deployment.DepartmentId is { } department ? names.GetValueOrDefault(department) : null,
            [.. deployment.Approval.Certificates.Where(c => c.ValidFrom <= examined && !(c.ValidTo < examined) && !(c.WithdrawnOn <= examined)).Select(c => c.Number).Distinct()],
            await SignersAsync(db, view, cancellationToken),
            [.. CaseReport.Counted(view).SelectMany(o => o.Decisions).Concat(view.FinalDiagnosis?.Decisions ?? []).Select(d => d.Pack).Distinct().Order(StringComparer.Ordinal)],
            clock.GetUtcNow());
    }

    private async Task<IReadOnlyList<ReportSigner>> SignersAsync(HengjianDbContext db, CaseView view, CancellationToken cancellationToken)
    {
        var signers = new List<ReportSigner>();
        foreach (var o in CaseReport.Counted(view))
        {
            signers.Add(await SignerAsync(SignedPart.Opinion, new PersonView(o.PractitionerId, o.PractitionerName), o.SignedAt, o.SignatureId, o.ObservedFrom) with { Role = o.Role });
        }

        foreach (var r in view.Resolutions)
        {
            signers.Add(await SignerAsync(SignedPart.Resolution, new PersonView(r.PractitionerId, r.PractitionerName), r.SignedAt, r.SignatureId, null) with { Method = r.Method });
        }

        if (view.FinalDiagnosis is { } final)
        {
            signers.Add(await SignerAsync(SignedPart.FinalDiagnosis, new PersonView(final.PractitionerId, final.PractitionerName), final.SignedAt, final.SignatureId, final.ObservedFrom));
        }

        return signers;

        async Task<ReportSigner> SignerAsync(SignedPart part, PersonView person, DateTimeOffset at, Guid? signature, string? observed)
        {
            var facts = await practitioners.FindAsync(db, person.Id, null, cancellationToken);
            var check = signature is { } id ? await signatures.VerifyAsync(db.InstitutionId, id, cancellationToken) : null;
            return new ReportSigner(
                part, person, facts?.Title, facts?.Home?.Institution, at, observed is null ? check?.State == SignatureState.Valid : null, check?.KeyId, observed);
        }
    }
}
