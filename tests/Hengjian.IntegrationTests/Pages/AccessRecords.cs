using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Pages;

/// <summary>What the access log holds of a case; reads are written within a second.</summary>
internal static class AccessRecords
{
    public static async Task WaitForAsync(Clinic clinic, Guid subject, AccessKind kind, TestUser reader)
    {
        for (var i = 0; i < 50; i++)
        {
            if ((await FindAsync(clinic, subject, kind, reader)).Count > 0)
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new Xunit.Sdk.XunitException($"No {kind} of {subject} by {reader.UserName} is on record.");
    }

    public static async Task<IReadOnlyList<AccessRecord>> FindAsync(Clinic clinic, Guid subject, AccessKind kind, TestUser reader)
    {
        await using var db = clinic.App.Read(clinic.Institution);
        var rows = await db.Set<AccessRecord>().Where(r => r.Kind == kind && r.ActorId == reader.Id).ToListAsync();
        return [.. rows.Where(r => r.SubjectIds.Contains(subject))];
    }
}
