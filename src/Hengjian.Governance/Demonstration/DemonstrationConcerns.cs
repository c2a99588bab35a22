using Hengjian.Governance.Concerns.Contracts;
using Hengjian.Governance.Concerns.Filing;
using Hengjian.Governance.Concerns.Handling;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>Two concerns in the demonstration, raised as anybody raises them: without a caller. One is answered, one waits.</summary>
internal sealed class DemonstrationConcerns(IServiceProvider services, DemonstrationClock clock, IReadOnlyDictionary<string, Caller> callers)
{
    public async Task RaiseAsync(Guid institution, CancellationToken cancellationToken)
    {
        var present = clock.Now;
        clock.Now = present.AddDays(-6);
        await RaiseAsync(institution, ConcernTopic.PatientSafety, "夜间值班时 AI 结果迟到超过一小时，值班人员未按无 AI 流程阅片（演示）。", cancellationToken);
        clock.Now = present.AddDays(-5);
        var handler = callers["concerns"];
        var found = (await services.GetRequiredService<ConcernList>().ListAsync(handler, null, new PageRequest(1, 1), cancellationToken)).Items[0];
        _ = await services.GetRequiredService<HandleConcern>().AnswerAsync(
            found.Id, new AnswerRequest { Text = "已调取当晚的到达时间记录，两周内给出处理意见（演示）。" }, new WriteRequest(handler, "demonstration"), cancellationToken).Value();
        clock.Now = present.AddDays(-1);
        await RaiseAsync(institution, ConcernTopic.DataMisuse, "供应商工程师用个人移动硬盘拷贝影像（演示）。", cancellationToken);
        clock.Now = present;
        await services.GetRequiredService<TakeUpConcerns>().RunAsync(institution, cancellationToken);
    }

    private async Task RaiseAsync(Guid institution, ConcernTopic topic, string text, CancellationToken cancellationToken)
    {
        _ = await services.GetRequiredService<RaiseConcern>().RaiseAsync(institution, new ConcernRequest { Topic = topic, Text = text }, cancellationToken).Value();
        await services.GetRequiredService<TakeUpConcerns>().RunAsync(institution, cancellationToken);
    }
}
