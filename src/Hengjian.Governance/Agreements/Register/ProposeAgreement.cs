using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Agreements.Domain;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Agreements.Register;

/// <summary>The asking institution proposes an agreement and signs it, or takes it back before it is answered. What was signed is never changed: another proposal takes its place.</summary>
public sealed class ProposeAgreement(
    IWriter writer, AgreementDesk desk, IInstitutionRegister institutions, IDepartmentDirectory departments, IDeploymentDirectory deployments, ISigning signing)
{
    private const int LongestYears = 5;
    private const int MostCovered = 100;

    public async Task<Outcome<Created>> ProposeAsync(AgreementRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } refusal
            ? refusal
            : await writer.WriteAsync<Created>(
                context,
                async (scope, ct) =>
                {
                    var errors = new FieldErrors();
                    var partner = await PartnerAsync(request, scope, errors, ct);
                    await CheckAsync(request, scope, errors, ct);
                    if (errors.Any)
                    {
                        return errors.ToRefusal();
                    }

                    var year = ShanghaiDay.Of(scope.Now).Year;
                    var serial = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"agreement-{year}"), ct);
                    var row = new Agreement
                    {
                        InstitutionId = scope.InstitutionId,
                        Id = scope.NewId(),
                        Number = string.Create(CultureInfo.InvariantCulture, $"YC-{year}-{serial:0000}"),
                        PartnerId = partner!.Id,
                        Partner = partner.Name,
                        PaperNumber = request.PaperNumber!.Trim(),
                        Purpose = request.Purpose!.Trim(),
                        DepartmentId = request.DepartmentId!.Value,
                        Technologies = [.. (request.Technologies ?? []).Distinct()],
                        Deployments = [.. (request.Deployments ?? []).Distinct()],
                        Acts = [.. request.Acts!.Distinct().Order()],
                        StartsOn = request.From!.Value,
                        EndsOn = request.To!.Value,
                        State = AgreementState.Proposed,
                        ProposedBy = scope.Caller.Id,
                        ProposedAt = scope.Now,
                        RenewsId = request.Renews,
                    };
                    row.ProposalSignatureId = await signing.SignAsync(
                        scope, unlocked.Value!, "agreement.proposed", nameof(Agreement), row.Id, AgreementDesk.Content("agreement.proposed", row, scope.Now, []), ct);
                    scope.Db.Add(row);
                    scope.Record("agreement.proposed", nameof(Agreement), row.Id);
                    return new Created(row.Id);
                },
                cancellationToken);
    }

    /// <summary>Takes a proposal back that has not been answered.</summary>
    public Task<Outcome<Created>> WithdrawAsync(Guid id, AgreementReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => desk.RunAsync(
        id,
        context,
        AgreementSides.Asking,
        "agreement.withdrawn",
        (scope, agreement, _) =>
        {
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 500);
            if (errors.Any)
            {
                return Task.FromResult<Refusal?>(errors.ToRefusal());
            }

            if (agreement.State != AgreementState.Proposed)
            {
                return Task.FromResult<Refusal?>(new Conflict("agreement.answered"));
            }

            (agreement.State, agreement.AnsweredBy, agreement.AnsweredAt, agreement.AnswerNote) = (AgreementState.Withdrawn, scope.Caller.Id, scope.Now, request.Reason!.Trim());
            return Task.FromResult<Refusal?>(null);
        },
        cancellationToken);

    /// <summary>The partner by its credit code: whoever does not know the code learns nothing about which institutions there are.</summary>
    private async Task<InstitutionName?> PartnerAsync(AgreementRequest request, WriteScope scope, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.PartnerCode))
        {
            errors.Add("partnerCode", "field.required");
            return null;
        }

        if (errors.Identifier("partnerCode", UnifiedSocialCreditCode.Check(request.PartnerCode), null, new Dictionary<string, string>()) is not { } code)
        {
            return null;
        }

        var partner = (await institutions.AllAsync(cancellationToken)).FirstOrDefault(i => i.UnifiedSocialCreditCode == code);
        errors.Require(partner is { IsRegion: false }, "partnerCode", "agreement.partnerUnknown");
        errors.Require(partner?.Id != scope.InstitutionId, "partnerCode", "agreement.ownInstitution");
        return partner;
    }

    private async Task CheckAsync(AgreementRequest request, WriteScope scope, FieldErrors errors, CancellationToken cancellationToken)
    {
        errors.Text("paperNumber", request.PaperNumber, 100);
        errors.Text("purpose", request.Purpose, 500);
        errors.Require(request.DepartmentId is not null, "departmentId", "field.required");
        errors.Require(
            request.DepartmentId is not { } department || await departments.ExistsAsync(scope.Db, department, cancellationToken), "departmentId", "field.unknownReference");
        errors.Require(request.Acts is { Count: > 0 }, "acts", "field.required");
        errors.Require(request.Acts?.Contains(PractitionerAct.Operate) != true, "acts", "agreement.operateNotRemote");
        var technologies = (request.Technologies ?? []).Distinct().ToList();
        var named = (request.Deployments ?? []).Distinct().ToList();
        errors.Require(technologies.Count + named.Count is > 0 and <= MostCovered, "technologies", "agreement.nothingCovered");
        if (technologies.Count + named.Count is > 0 and <= MostCovered)
        {
            var governed = (await deployments.GovernedAsync(scope.Db, cancellationToken)).Select(d => d.Id).ToHashSet();
            errors.Require(named.TrueForAll(governed.Contains), "deployments", "field.unknownReference");
            var known = (await deployments.OfTechnologiesAsync(scope.Db, technologies, cancellationToken)).Where(d => governed.Contains(d.Deployment)).Select(d => d.Technology).ToHashSet();
            errors.Require(technologies.TrueForAll(known.Contains), "technologies", "field.unknownReference");
        }

        var today = ShanghaiDay.Of(scope.Now);
        errors.Require(request.From is not null, "from", "field.required");
        errors.Require(request.From is null || (request.From >= today.AddYears(-LongestYears) && request.From <= today.AddYears(LongestYears)), "from", "agreement.dayTooFar");
        errors.Require(request.To is not null, "to", "field.required");
        errors.Require(!(request.To < request.From), "to", "register.endsBeforeStart");
        errors.Require(!(request.To < today), "to", "agreement.overAlready");
        errors.Require(request.From is not { } from || from > today.AddYears(LongestYears) || !(request.To >= from.AddYears(LongestYears)), "to", "agreement.tooLong");
        if (request.Renews is { } renewed)
        {
            errors.Require(await scope.Db.Set<Agreement>().AnyAsync(a => a.Id == renewed && a.State == AgreementState.Accepted, cancellationToken), "renews", "field.unknownReference");
        }
    }
}
