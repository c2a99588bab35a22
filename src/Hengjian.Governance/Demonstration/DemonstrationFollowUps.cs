using System.Globalization;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Planning;
using Hengjian.Governance.FollowUps.Views;
using Hengjian.Governance.FollowUps.Working;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>Follow-up of the demonstration: plans that ask for the positive results, telephone numbers of some patients, and the follow-up nurse's calls of the last weeks.</summary>
internal sealed class DemonstrationFollowUps(IServiceProvider services, IReadOnlyDictionary<string, Caller> callers)
{
    private const int Called = 30;

    private readonly WriteRequest _nurse = new(callers["followup"], "demonstration");

    public async Task PlanAsync(DemonstrationRegisters registers, CancellationToken cancellationToken)
    {
        var plans = services.GetRequiredService<FollowUpPlans>();
        foreach (var (deployment, positive) in new[] { (registers.MainDeployment, "positive"), (registers.SecondDeployment, "suspicious") })
        {
            await plans.SetAsync(
                deployment,
                new FollowUpPlanRequest
                {
                    Steps =
                    [
                        new FollowUpStepInput { Months = 1, Labels = [positive], Purpose = "是否已就诊及处理情况（演示）" },
                        new FollowUpStepInput { Months = 6, Labels = [positive], Purpose = "病理或复查结果（演示）" },
                    ],
                    Reason = "阳性病例 1、6 个月随访，阴性按常规体检（演示）",
                    Staff = [],
                },
                new WriteRequest(callers["officer"], "demonstration"),
                cancellationToken).Value();
        }
    }

    public async Task CallAsync(CancellationToken cancellationToken)
    {
        var due = (await services.GetRequiredService<FollowUpList>().ListAsync(callers["followup"], new FollowUpFilter(FollowUpDue.Today), new PageRequest(1, Called), cancellationToken)).Items;
        var working = services.GetRequiredService<FollowUpWorking>();
        var record = services.GetRequiredService<RecordFollowUp>();
        for (var i = 0; i < due.Count; i++)
        {
            await working.SetContactAsync(
                due[i].CaseId, new ContactRequest { Phone = string.Create(CultureInfo.InvariantCulture, $"000-5550{i:0000}"), Person = i % 3 == 0 ? "家属" : null }, _nurse, cancellationToken).Value();
            if (i % 4 == 3)
            {
                continue;
            }

            var request = i % 4 == 2
                ? new FollowUpRequest { TaskId = due[i].Id, Channel = ContactChannel.Phone, Contact = ContactResult.NoAnswer }
                : new FollowUpRequest { TaskId = due[i].Id, Channel = ContactChannel.Phone, Outcome = i % 4 == 0 ? FollowUpResult.Confirmed : FollowUpResult.Unchanged, Note = "电话随访（演示）。" };
            await record.HandleAsync(due[i].CaseId, request, _nurse, cancellationToken).Value();
        }
    }
}
