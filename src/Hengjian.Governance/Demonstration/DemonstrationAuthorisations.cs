using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Authorisations.Applications;
using Hengjian.Governance.Authorisations.Grants;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Committees.Motions;
using Hengjian.Governance.Committees.Seats;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>Seats the demonstration's committees and authorises its people, by the same steps as a hospital takes.</summary>
internal sealed class DemonstrationAuthorisations(IServiceProvider services, IReadOnlyDictionary<string, Caller> callers, DateOnly today)
{
    private const int Months = 24;
    private static readonly SignatureInput Signature = new("password", "demonstration");

    public async Task SeatCommitteesAsync(CancellationToken cancellationToken)
    {
        var seats = services.GetRequiredService<CommitteeSeats>();
        foreach (var (committee, prefix) in new[] { (CommitteeKind.Technology, "committee"), (CommitteeKind.Ethics, "ethics") })
        {
            for (var i = 1; i <= 3; i++)
            {
                _ = await seats.AppointAsync(new SeatRequest { Committee = committee, UserId = callers[prefix + i].Id, Chair = i == 1 }, By("officer"), cancellationToken).Value();
            }
        }
    }

    /// <summary>The readers, the technician and the clinician by application; the junior's is one from before the system came.</summary>
    public async Task AuthoriseAsync(DemonstrationRegisters registers, CancellationToken cancellationToken)
    {
        foreach (var deployment in new[] { registers.MainDeployment, registers.SecondDeployment })
        {
            var asked = new List<Guid>();
            foreach (var reader in new[] { "radiologist1", "radiologist2", "radiologist3" })
            {
                asked.Add(await ApplyAsync(registers, reader, deployment, PractitionerAct.Opinion, cancellationToken));
            }

            asked.Add(await ApplyAsync(registers, "technician", deployment, PractitionerAct.Operate, cancellationToken));
            await ApproveAsync(asked, "影像科人员授权", cancellationToken);
            await TakeOverAsync(registers, "junior", deployment, PractitionerAct.Opinion, cancellationToken);
            await TakeOverAsync(registers, "clinician", deployment, PractitionerAct.FinalDiagnosis, cancellationToken);
        }
    }

    /// <summary>Puts to a vote what an act of the demonstration proposed, and lets the committee agree.</summary>
    public async Task DecideAsync(Guid motion, string prefix, string? conditions, CancellationToken cancellationToken)
    {
        var acts = services.GetRequiredService<MotionActs>();
        for (var i = 2; i <= 3; i++)
        {
            _ = await acts.VoteAsync(motion, new VoteRequest { Choice = VoteChoice.For }, By(prefix + i), cancellationToken).Value();
        }

        _ = await acts.DecideAsync(motion, new MotionDecisionRequest { Conditions = conditions, Signature = Signature }, By(prefix + "1"), cancellationToken).Value();
    }

    private async Task<Guid> ApplyAsync(DemonstrationRegisters registers, string user, Guid deployment, PractitionerAct act, CancellationToken cancellationToken)
    {
        var applications = services.GetRequiredService<AuthorisationApplications>();
        var request = new AuthorisationRequest
        {
            PractitionerId = registers.Practitioners[user], DeploymentId = deployment, Acts = [act], Months = Months, Reason = "按科室工作安排申请",
        };
        var id = (await applications.ApplyAsync(request, By(user), cancellationToken).Value()).Id;
        _ = await applications.ReviewAsync(id, new AuthorisationAnswerRequest { Agree = true, Note = "同意" }, By("head"), cancellationToken).Value();
        _ = await applications.VerifyAsync(id, new AuthorisationAnswerRequest { Agree = true }, By("officer"), cancellationToken).Value();
        return id;
    }

    private async Task ApproveAsync(IReadOnlyList<Guid> asked, string proposal, CancellationToken cancellationToken)
    {
        var motion = await services.GetRequiredService<AuthorisationApplications>()
            .PutAsync(new AuthorisationMotionRequest { Ids = asked, Proposal = proposal }, By("officer"), cancellationToken).Value();
        await DecideAsync(motion.Id, "committee", null, cancellationToken);
    }

    private async Task TakeOverAsync(DemonstrationRegisters registers, string user, Guid deployment, PractitionerAct act, CancellationToken cancellationToken)
    {
        var grants = services.GetRequiredService<AuthorisationGrants>();
        var request = new ExistingAuthorisationRequest
        {
            PractitionerId = registers.Practitioners[user], DeploymentId = deployment, Acts = [act], DecidedOn = today.AddDays(-20), ValidTo = today.AddDays(-21).AddMonths(Months), Document = "SF-授-" + user,
        };
        var id = (await grants.TakeOverAsync(request, By("officer"), cancellationToken).Value()).Id;
        _ = await grants.ConfirmAsync(id, new AuthorisationAnswerRequest { Agree = true, Note = "与纸质文件一致" }, By("committee2"), cancellationToken).Value();
    }

    private WriteRequest By(string user) => new(callers[user], "demonstration");
}
