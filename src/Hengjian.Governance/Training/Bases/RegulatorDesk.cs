using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Bases;

/// <summary>
/// Opens a base for the region's regulator. The record lies with the base's institution: the act is written there by a caller who is confined to it, holds no role in it and is
/// named in its ledger, and the region's own ledger notes it in the same transaction.
/// </summary>
internal sealed class RegulatorDesk(IWriter writer, Database database, IInstitutionRegister institutions)
{
    /// <summary>The region of a regulator; null for everybody of a hospital.</summary>
    public async Task<InstitutionName?> RegionAsync(Caller caller, CancellationToken cancellationToken) =>
        caller.Can(Permission.TrainingBasesDesignate) && await institutions.FindAsync(caller.InstitutionId, cancellationToken) is { IsRegion: true } region ? region : null;

    /// <summary>Institutions that a region supervises, by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> HospitalsAsync(InstitutionName region, CancellationToken cancellationToken) =>
        (await institutions.AllAsync(cancellationToken)).Where(i => !i.IsRegion && i.IsDemonstration == region.IsDemonstration).ToDictionary(i => i.Id, i => i.Name);

    /// <summary>The institution of a base that the caller may look at: the own one, or for a regulator any of the region; null where there is none.</summary>
    public async Task<Guid?> HostAsync(Caller caller, Guid baseId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var host = await db.Set<TrainingBase>().IgnoreQueryFilters().Where(b => b.Id == baseId).Select(b => (Guid?)b.InstitutionId).FirstOrDefaultAsync(cancellationToken);
        return host is null || host == caller.InstitutionId
            ? host
            : await RegionAsync(caller, cancellationToken) is { } region && (await HospitalsAsync(region, cancellationToken)).ContainsKey(host.Value) ? host : null;
    }

    /// <summary>Runs a regulator's act on a base; a refusal leaves nothing stored.</summary>
    /// <param name="provinceAlone">False where the act itself decides by rule who may do it.</param>
    public async Task<Outcome<Created>> RunAsync(
        Guid baseId,
        WriteRequest context,
        string action,
        bool provinceAlone,
        Func<WriteScope, TrainingBase, AuthorityFact, CancellationToken, Task<Refusal?>> act,
        CancellationToken cancellationToken)
    {
        if (await RegionAsync(context.Caller, cancellationToken) is not { } region)
        {
            return new Forbidden("trainingBase.regionAlone");
        }

        if (await HostAsync(context.Caller, baseId, cancellationToken) is not { } host)
        {
            return new NotFound("trainingBase");
        }

        return provinceAlone && region.RegionLevel != RegionLevel.Province
            ? new Forbidden("trainingBase.provinceAlone")
            : await writer.WriteAsync<Created>(
                context with { Caller = context.Caller with { InstitutionId = host, PractitionerId = null, Roles = new HashSet<Role>(), RemoteFrom = region.Id } },
                async (scope, ct) =>
                {
                    if (await scope.Db.Set<TrainingBase>().FirstOrDefaultAsync(b => b.Id == baseId, ct) is not { } row)
                    {
                        return new NotFound("trainingBase");
                    }

                    if (await act(scope, row, new AuthorityFact(region.Name, region.RegionLevel), ct) is { } refusal)
                    {
                        return refusal;
                    }

                    scope.Record(action, nameof(TrainingBase), baseId);
                    scope.NoteAt(region.Id, action, nameof(TrainingBase), baseId);
                    return new Created(baseId);
                },
                cancellationToken);
    }
}
