using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Hengjian.Governance.Persistence.Governed;

/// <summary>Saves an act: versions and salts the governed rows that changed, builds the act's ledger record from the change set (so no feature can forget it), and writes both together.</summary>
public sealed class LedgerAppender(LedgerSignal signal, RecordSignal records)
{
    internal async Task SaveAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        var db = scope.Db;
        // Once for the whole act: from here on what changes is set through its entry.
        db.ChangeTracker.DetectChanges();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var changed = db.ChangeTracker.Entries<GovernedRow>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .ToList();
        db.Memory?.Forget(changed.Select(e => e.Metadata.ClrType));
        var elsewhere = changed.Where(e => e.Entity.InstitutionId != scope.InstitutionId).ToLookup(e => e.Entity.InstitutionId);
        changed.RemoveAll(e => e.Entity.InstitutionId != scope.InstitutionId);
        var acts = scope.Acts;
        if (acts.Count == 0 && changed.Count > 0)
        {
            var first = changed[0];
            acts = [new ActRecord($"{first.Metadata.ClrType.Name}.{first.State}".ToLowerInvariant(), first.Metadata.ClrType.Name, first.Entity.Id, null)];
        }

        // Several acts of one transaction have the same instant: their ids, which order records of one instant, must rise in the order of the acts.
        var ids = acts.Select(_ => scope.NewId()).OrderBy(id => id.ToString("D"), StringComparer.Ordinal).ToList();
        var kept = await RowHistory.KeepAsync(scope, changed, acts, ids, cancellationToken);
        changed.AddRange(kept);
        var parts = Parts(scope, changed);
        for (var i = 0; i < acts.Count; i++)
        {
            db.Add(Row(scope, scope.InstitutionId, ids[i], acts[i], i == 0 ? parts : []));
        }

        foreach (var notes in scope.Notes.GroupBy(n => n.Institution, n => n.Act))
        {
            await NoteAsync(scope, notes.Key, [.. notes], [.. elsewhere[notes.Key]], cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        if (acts.Count > 0)
        {
            var institution = scope.InstitutionId;
            scope.OnCommitted(() => signal.Raise(institution));
            if (kept.Count > 0)
            {
                scope.OnCommitted(() => records.Raise(institution));
            }
        }
    }

    /// <summary>Acts noted in another institution's ledger, with the rows of that institution that they changed.</summary>
    private async Task NoteAsync(WriteScope scope, Guid institution, List<ActRecord> acts, List<EntityEntry<GovernedRow>> changed, CancellationToken cancellationToken)
    {
        var db = scope.Db;
        var ids = acts.Select(_ => scope.NewId()).OrderBy(id => id.ToString("D"), StringComparer.Ordinal).ToList();
        var kept = await RowHistory.KeepAsync(scope, changed, acts, ids, cancellationToken);
        db.RowsElsewhere.UnionWith(kept.Select(k => (k.Entity.InstitutionId, k.Entity.Id)));
        changed.AddRange(kept);
        var parts = Parts(scope, changed);
        for (var i = 0; i < acts.Count; i++)
        {
            var note = Row(scope, institution, ids[i], acts[i], i == 0 ? parts : []);
            db.NotesElsewhere.Add(note.Id);
            db.Add(note);
        }

        scope.OnCommitted(() => signal.Raise(institution));
        if (kept.Count > 0)
        {
            scope.OnCommitted(() => records.Raise(institution));
        }
    }

    private static List<RecordPart> Parts(WriteScope scope, List<EntityEntry<GovernedRow>> changed)
    {
        var tables = GovernedTable.Of(scope.Db.Model);
        var parts = new List<RecordPart>(changed.Count);
        foreach (var entry in changed)
        {
            var row = entry.Entity;
            var kind = entry.Metadata.ClrType.Name;
            if (entry.State == EntityState.Deleted)
            {
                parts.Add(new RecordPart(kind, row.Id.ToString("D"), row.Version + 1, PartOperation.Erased, null));
                continue;
            }

            var operation = entry.State == EntityState.Added ? PartOperation.Created : PartOperation.Changed;
            entry.Property(nameof(GovernedRow.Version)).CurrentValue = row.Version + 1;
            entry.Property(nameof(GovernedRow.Salt)).CurrentValue = Commitment.NewSalt();
            parts.Add(new RecordPart(
                kind, row.Id.ToString("D"), row.Version, operation,
                Commitment.To(tables[entry.Metadata.ClrType].Canonical(entry, scope.Database.Fields), row.Salt)));
        }

        return parts;
    }

    /// <summary>The record of one act; the rows that the transaction changed stand in the record of its first act.</summary>
    private static LedgerRecordRow Row(WriteScope scope, Guid institution, Guid id, ActRecord act, IReadOnlyList<RecordPart> parts)
    {
        var subject = act.SubjectId.ToString("D");
        var record = new LedgerRecord
        {
            Institution = institution.ToString("D"),
            Id = id.ToString("D"),
            RecordedAt = StoredInstant.ToMicroseconds(scope.Now),
            Actor = Actor(scope.Caller),
            Action = act.Action,
            Subject = new RecordSubject(act.SubjectKind, subject, parts.FirstOrDefault(p => p.Kind == act.SubjectKind && p.Id == subject)?.Version ?? 0),
            RequestId = scope.Request.RequestId,
            Pack = act.Pack,
            Parts = parts,
        };
        var canonical = record.Encode();
        return new LedgerRecordRow
        {
            InstitutionId = institution,
            Id = id,
            Canonical = canonical,
            Mac = LedgerKeys.Mac(scope.Database.Keys, institution, canonical),
            RecordedAt = scope.Now,
            Action = act.Action,
            SubjectKind = act.SubjectKind,
            SubjectId = act.SubjectId,
            ActorId = record.Actor.Id,
        };
    }

    private static RecordActor Actor(Caller caller) => caller.Kind switch
    {
        CallerKind.User => new RecordActor(ActorKind.User, caller.Id.ToString("D")),
        CallerKind.Device => new RecordActor(ActorKind.Device, caller.Id.ToString("D")),
        _ => new RecordActor(ActorKind.System, caller.Name),
    };
}

/// <summary>Tells the sequencer which institutions have records waiting.</summary>
public sealed class LedgerSignal : InstitutionSignal;

/// <summary>Tells who watches the registers in which institutions a row that keeps its history was changed.</summary>
public sealed class RecordSignal : InstitutionSignal;

/// <summary>A bell that remembers for which institutions it was rung.</summary>
public abstract class InstitutionSignal
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, byte> _waiting = new();
    private readonly SemaphoreSlim _bell = new(0, 1);

    internal void Raise(Guid institution)
    {
        _waiting[institution] = 0;
        if (_bell.CurrentCount == 0)
        {
            try
            {
                _bell.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another act rang at the same moment; once is enough.
            }
        }
    }

    /// <summary>Waits until something was raised, then takes all that wait; nothing when nothing was raised for so long.</summary>
    internal async Task<IReadOnlyCollection<Guid>> TakeAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        await _bell.WaitAsync(atMost, cancellationToken);
        var taken = _waiting.Keys.ToArray();
        foreach (var institution in taken)
        {
            _waiting.TryRemove(institution, out _);
        }

        return taken;
    }
}
