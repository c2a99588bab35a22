using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Indications.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Indications.Directory;

internal sealed class IndicationGrounds : IIndicationGrounds
{
    private static readonly Type[] Kinds = [typeof(StandingRule), typeof(UseSettings)];

    public async Task<IndicationGround> OfAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (db.Memory?.Find<IndicationGround>(db.InstitutionId, deploymentId) is { } known)
        {
            return known;
        }

        var rules = await db.Set<StandingRule>().AsNoTracking().Where(r => r.DeploymentId == deploymentId && r.From != null).OrderBy(r => r.From).ThenBy(r => r.Id).ToListAsync(cancellationToken);
        var settings = await db.Set<UseSettings>().AsNoTracking().FirstOrDefaultAsync(s => s.DeploymentId == deploymentId, cancellationToken);
        var ground = new IndicationGround(
            [.. rules.Select(r => new StandingRuleFact(r.Id, r.Number, r.Name, r.TechnologyVersionId, r.From!.Value, r.Until!.Value, r.EndedAt, r.Conditions))],
            settings is null ? null : new UseSettingsFact(settings.Weighing, settings.AiConsentRequired, settings.PurposeZh, settings.PurposeEn, settings.Contact));
        db.Memory?.Keep(db.InstitutionId, deploymentId, ground, Kinds);
        return ground;
    }
}
