using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Notices.Due;
using Hengjian.Governance.Notices.Reminders;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Notices;

internal static class NoticesModule
{
    public static IServiceCollection AddNotices(this IServiceCollection services) => services
        .AddSingleton<INotices, NoticeBoard>()
        .AddSingleton<NoticeBatches>()
        .AddSingleton<IReminders, ExpiryReminders>()
        .AddSingleton<IDueList, DueList>()
        .AddSingleton<IRoutine, Escalations>();
}
