using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Gates;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>What was in use before the system came goes before the committee: the first deployment is confirmed by signature, the second is agreed to and waits for it.</summary>
internal sealed class DemonstrationLifeCycle(IServiceProvider services, IReadOnlyDictionary<string, Caller> callers, DemonstrationAuthorisations committee, DateOnly today)
{
    private static readonly SignatureInput Signature = new("password", "demonstration");

    public async Task ConfirmAsync(DemonstrationRegisters registers, CancellationToken cancellationToken)
    {
        foreach (var deployment in new[] { registers.MainDeployment, registers.SecondDeployment })
        {
            var request = new GateMotionRequest { Committee = CommitteeKind.Technology, Proposal = "系统启用前已在用，提请确认。" };
            var motion = await services.GetRequiredService<PutGateMotion>().HandleAsync(deployment, Gate.Takeover, request, By("officer"), cancellationToken).Value();
            await committee.DecideAsync(motion.Id, "committee", null, cancellationToken);
        }

        var handedIn = new GateRequest
        {
            Items = [.. new[] { "item.formerEvidence", "item.monitoring", "item.conflicts" }.Select(code => new GateItemInput { Code = code, Done = true, On = today })],
            Documents = [new GateDocumentInput { Code = "doc.formerAdmission", Reference = "SF-准入-2025-003" }],
            Remark = "原准入材料存医务处，已核对。",
            Signature = Signature,
        };
        _ = await services.GetRequiredService<PassGate>().HandleAsync(registers.MainDeployment, Gate.Takeover, handedIn, By("officer"), cancellationToken).Value();
        _ = await services.GetRequiredService<CountersignGate>()
            .HandleAsync(registers.MainDeployment, Gate.Takeover, new CountersignRequest { Approve = true, Signature = Signature }, By("committee1"), cancellationToken).Value();
    }

    private WriteRequest By(string user) => new(callers[user], "demonstration");
}
