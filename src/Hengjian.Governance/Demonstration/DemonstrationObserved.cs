using System.Globalization;
using Hengjian.Governance.Cases.Consents;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Observed;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Modes;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>A RIS and an EMR in which the people of the second deployment sign: whole cases, a breach, a signer nobody knows, a diagnosis that waits too long, consents of the ward.</summary>
internal sealed class DemonstrationObserved(IServiceProvider services, DemonstrationClock clock, IReadOnlyDictionary<string, Caller> people, DemonstrationRegisters registers, DemonstrationCases cases)
{
    private const string Ris = "放射 RIS";
    private const string Emr = "住院 EMR";

    private readonly DemonstrationProduct _breast = new(registers.SecondDeployment, "Mammo-CAD", "1.8.0", "suspicious", "benign", "乳腺 X 线摄影");
    private readonly Dictionary<string, ObservedSigner> _signers = [];
    private int _acts;

    public async Task SignAsync(DateTimeOffset present, CancellationToken cancellationToken)
    {
        await RegisterAsync(cancellationToken);
        for (var i = 0; i < 3; i++)
        {
            await ConcludedAsync(present.AddDays(-4 + i).AddHours(-3), "radiologist1", invasive: i == 1, cancellationToken);
        }

        await ConcludedAsync(present.AddHours(-30), "junior", invasive: false, cancellationToken);
        await WaitingAsync(present.AddDays(-6), cancellationToken);
        await UnknownAsync(present.AddHours(-5), cancellationToken);
        clock.Now = present;
        await services.GetRequiredService<WaitingActs>().RunAsync(registers.InstitutionId, cancellationToken);
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var systems = services.GetRequiredService<ExternalSystems>();
        foreach (var (name, kind) in new[] { (Ris, ExternalSystemKind.Ris), (Emr, ExternalSystemKind.Emr) })
        {
            _ = await systems.RegisterAsync(new ExternalSystemRequest { Name = name, Kind = kind, Attestation = "院内 CA 电子签名，登录采用工号与 UKey（演示）" }, By("officer"), cancellationToken).Value();
        }

        _ = await services.GetRequiredService<DeploymentModes>().SetAsync(
            registers.SecondDeployment,
            new DeploymentModeRequest { Mode = DeploymentMode.Observed, Reason = "乳腺影像报告在 RIS 中书写和审核，不重复签署（演示）。", CommitteeDecision = "医技委〔演示〕7 号" },
            By("officer"),
            cancellationToken).Value();
    }

    /// <summary>Reported by one, reviewed by the other, concluded in the EMR; one who is not eligible costs a finding, and a third reader makes up for it.</summary>
    private async Task ConcludedAsync(DateTimeOffset at, string reporter, bool invasive, CancellationToken cancellationToken)
    {
        var played = await cases.RegisterAsync(_breast, at, null, cancellationToken, invasive: invasive);
        if (invasive)
        {
            await TakeAsync(played.Id, at.AddMinutes(10), "clinician", Consent(at.AddMinutes(10)), cancellationToken);
            await TakeAsync(played.Id, at.AddMinutes(12), "clinician", new ObservedActRequest { Kind = ObservedKind.ProcedureStart, System = Emr, Text = "超声引导下乳腺穿刺" }, cancellationToken);
        }

        clock.Now = at.AddMinutes(15);
        await cases.ReceiveAiAsync(played, 3, cancellationToken);
        var label = played.Truth ? _breast.Positive : _breast.Negative;
        await TakeAsync(played.Id, at.AddMinutes(40), reporter, Opinion(label, OpinionRole.Report), cancellationToken);
        await TakeAsync(played.Id, at.AddMinutes(65), "radiologist2", Opinion(label, OpinionRole.Review), cancellationToken);
        if (reporter == "junior")
        {
            await TakeAsync(played.Id, at.AddMinutes(90), "radiologist3", Opinion(label, OpinionRole.Review), cancellationToken);
        }

        await TakeAsync(played.Id, at.AddMinutes(150), "clinician", Diagnosis(label), cancellationToken);
    }

    /// <summary>The EMR's diagnosis arrived after one report alone, and the review does not follow.</summary>
    private async Task WaitingAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var played = await cases.RegisterAsync(_breast, at, null, cancellationToken);
        await cases.ReceiveAiAsync(played, 3, cancellationToken);
        await TakeAsync(played.Id, at.AddMinutes(30), "radiologist1", Opinion(_breast.Negative, OpinionRole.Report), cancellationToken);
        await TakeAsync(played.Id, at.AddMinutes(50), "clinician", Diagnosis(_breast.Negative), cancellationToken);
    }

    private async Task UnknownAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var played = await cases.RegisterAsync(_breast, at, null, cancellationToken);
        await cases.ReceiveAiAsync(played, 3, cancellationToken);
        clock.Now = at.AddMinutes(45);
        await SendAsync(played.Id, Opinion(_breast.Negative, OpinionRole.Report) with { PerformedAt = at.AddMinutes(40), Signer = new ObservedSigner { StaffNumber = "RX-0417", Name = "何进修" } }, cancellationToken);
    }

    private static ObservedActRequest Opinion(string label, OpinionRole role) => new() { Kind = ObservedKind.Opinion, System = Ris, Label = label, Role = role };

    private static ObservedActRequest Diagnosis(string label) => new()
    {
        Kind = ObservedKind.FinalDiagnosis, System = Emr, Label = label, Text = "结合影像与查体作出诊断（演示）。", AiContribution = AiContribution.Confirmed,
    };

    private static ObservedActRequest Consent(DateTimeOffset at) => new()
    {
        Kind = ObservedKind.Consent,
        System = Emr,
        Consent = new ObservedConsent
        {
            Parties =
            [
                new ConsentPartyInput { Kind = ConsentPartyKind.Patient, InformedAt = at.AddMinutes(-6), SignedAt = at.AddMinutes(-2) },
                new ConsentPartyInput { Kind = ConsentPartyKind.Family, Relation = "配偶", InformedAt = at.AddMinutes(-6), SignedAt = at.AddMinutes(-2) },
            ],
            Purpose = true, Risks = true, Precautions = true, Complications = true, Prevention = true,
        },
    };

    private async Task TakeAsync(Guid caseId, DateTimeOffset at, string user, ObservedActRequest request, CancellationToken cancellationToken)
    {
        clock.Now = at.AddMinutes(1);
        await SendAsync(caseId, request with { PerformedAt = at, Signer = await SignerAsync(user, cancellationToken) }, cancellationToken);
    }

    private async Task SendAsync(Guid caseId, ObservedActRequest request, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"DEMO-{++_acts:0000}");
        _ = await services.GetRequiredService<ObserveAct>().HandleAsync(caseId, request with { SystemActId = id, SignatureReference = "CA-" + id }, By("technician"), cancellationToken).Value();
    }

    private async Task<ObservedSigner> SignerAsync(string user, CancellationToken cancellationToken)
    {
        if (!_signers.TryGetValue(user, out var known))
        {
            var person = (await services.GetRequiredService<Practitioners.Registers.Practitioners>().FindAsync(people["officer"], registers.Practitioners[user], cancellationToken))!;
            _signers[user] = known = new ObservedSigner { LicenceNumber = person.LicenceNumber, StaffNumber = person.LicenceNumber is null ? person.StaffNumber : null, Name = person.Name };
        }

        return known;
    }

    private WriteRequest By(string user) => new(people[user], "demonstration");
}
