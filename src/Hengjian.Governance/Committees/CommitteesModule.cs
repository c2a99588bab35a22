using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Committees.Motions;
using Hengjian.Governance.Committees.Seats;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Committees;

internal static class CommitteesModule
{
    public static IServiceCollection AddCommittees(this IServiceCollection services) => services
        .AddSingleton<IMotions, MotionBook>()
        .AddSingleton<ICommitteeChairs, CommitteeChairs>()
        .AddSingleton<CommitteeSeats>()
        .AddSingleton<IOpenTasks, SeatTasks>()
        .AddSingleton<MotionActs>()
        .AddSingleton<MotionQueries>()
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<MotionQueries>())
        .AddSingleton<IExpirySource>(s => s.GetRequiredService<MotionQueries>());
}
