using Hengjian.Governance.Compliance.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Compliance.Findings;

/// <summary>Writes what was done about a finding.</summary>
internal static class FindingTrail
{
    public static void Add(WriteScope scope, Finding finding, FindingStep step, string? text)
    {
        var id = scope.NewId();
        scope.Db.Add(new FindingEntry
        {
            InstitutionId = scope.InstitutionId,
            Id = id,
            FindingId = finding.Id,
            Step = step,
            Text = scope.Database.Fields.Protect(scope.InstitutionId, "text", id, text),
            By = scope.Caller.Kind == CallerKind.User ? scope.Caller.Id : Guid.Empty,
            At = scope.Now,
        });
        scope.Record("finding." + CodeName.Of(step), nameof(Finding), finding.Id);
    }
}
