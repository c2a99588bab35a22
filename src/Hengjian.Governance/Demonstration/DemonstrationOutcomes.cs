using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Certificates;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Feedback;
using Hengjian.Governance.Training.Literacy;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Demonstration;

/// <summary>What comes after training in the demonstration: literacy that some have read and some have begun, a look at the readers' figures, and a certificate whose revocation is asked for.</summary>
internal sealed class DemonstrationOutcomes(IServiceProvider services, DemonstrationClock clock, IReadOnlyDictionary<string, Caller> callers)
{
    private static readonly (string User, int Units)[] Readers = [("radiologist1", 5), ("radiologist2", 5), ("supervisor", 5), ("technician", 3), ("officer", 2), ("clinician", 1)];

    public async Task FollowAsync(Guid institution, DateTimeOffset present, CancellationToken cancellationToken)
    {
        var course = services.GetRequiredService<LiteracyCourse>();
        foreach (var (user, units) in Readers)
        {
            clock.Now = present.AddDays(-20);
            var context = new WriteRequest(callers[user], "demonstration");
            foreach (var unit in Enum.GetValues<LiteracyUnit>().Take(units))
            {
                _ = await course.StartAsync(new LiteracyStep { Unit = unit }, context, cancellationToken).Value();
                clock.Now = clock.Now.AddMinutes(3);
                _ = await course.FinishAsync(new LiteracyStep { Unit = unit }, context, cancellationToken).Value();
            }
        }

        clock.Now = present;
        await services.GetServices<IRoutine>().OfType<RetrainingRoutine>().Single().RunAsync(institution, cancellationToken);
        var certificates = services.GetRequiredService<CertificateQueries>();
        if ((await certificates.ListAsync(callers["trainer"], new CertificateFilter(), new PageRequest(1, 1), cancellationToken)).Items is [var certificate])
        {
            _ = await services.GetRequiredService<RevokeCertificate>().AskAsync(
                certificate.Id,
                new RevocationRequest { Reason = "旧证据中两年的例数重复计算，待核实（演示）。", From = ShanghaiDay.Of(present) },
                new WriteRequest(callers["trainer"], "demonstration"),
                cancellationToken).Value();
        }
    }
}
