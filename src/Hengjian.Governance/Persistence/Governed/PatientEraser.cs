using System.Reflection;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hengjian.Governance.Persistence.Governed;

/// <summary>What was emptied.</summary>
/// <param name="Subjects">Ids of every row of the cases, with or without such fields, and of what was signed over them.</param>
/// <param name="Files">Names of stored files that the rows no longer name.</param>
internal sealed record ErasedRows(int Rows, int Fields, IReadOnlyCollection<Guid> Subjects, IReadOnlyList<string> Files);

/// <summary>
/// Empties what the governed rows of cases say of their patients: every encrypted column and those marked <see cref="ErasedAttribute"/>, found in the model, so that no table can be forgotten.
/// The rows stay, without their patient: the ledger's record of the act commits to them as they now are, and statistics are as before. The old salts go with the old values, so what the
/// earlier commitments were to cannot be guessed.
/// </summary>
internal static class PatientEraser
{
    private const string CaseKind = "Case";
    private const string CaseKey = "CaseId";

    /// <summary>Rows that are read or signed together name it: what was signed stands over it.</summary>
    private const string SessionKey = "SessionId";

    private const string FileKey = "FileHash";

    private static readonly MethodInfo Loader = typeof(PatientEraser).GetMethod(nameof(LoadAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static async Task<ErasedRows> EraseAsync(WriteScope scope, IReadOnlyCollection<Guid> cases, CancellationToken cancellationToken)
    {
        var entities = scope.Db.Model.GetEntityTypes().Where(e => typeof(GovernedRow).IsAssignableFrom(e.ClrType)).ToList();
        var found = new List<(IEntityType Entity, GovernedRow Row)>();
        foreach (var entity in entities)
        {
            var key = entity.ClrType.Name == CaseKind ? nameof(GovernedRow.Id) : entity.FindProperty(CaseKey)?.Name;
            found.AddRange(key is null ? [] : await RowsAsync(scope, entity, key, cases, cancellationToken));
        }

        foreach (var entity in entities)
        {
            if (entity.ClrType.GetCustomAttribute<ErasedWithAttribute>() is { } link)
            {
                Guid[] owners = [.. found.Where(f => f.Row.GetType() == link.Owner).Select(f => f.Row.Id)];
                found.AddRange(await RowsAsync(scope, entity, link.Key, owners, cancellationToken));
            }
        }

        var (rows, fields, files, subjects) = (0, 0, new List<string>(), new HashSet<Guid>(cases));
        foreach (var (entity, row) in found)
        {
            subjects.Add(row.Id);
            if (entity.FindProperty(SessionKey)?.PropertyInfo?.GetValue(row) is Guid session)
            {
                subjects.Add(session);
            }

            if (entity.FindProperty(FileKey)?.PropertyInfo is { } file && file.GetCustomAttribute<ErasedAttribute>() is not null && file.GetValue(row) is string { Length: > 0 } name)
            {
                files.Add(name);
            }

            var emptied = entity.GetProperties().Count(p => Empty(scope, row, p));
            (rows, fields) = (rows + (emptied > 0 ? 1 : 0), fields + emptied);
        }

        return new ErasedRows(rows, fields, subjects, files);
    }

    private static bool Empty(WriteScope scope, GovernedRow row, IProperty property)
    {
        if (property.PropertyInfo is not { } info || info.GetValue(row) is not { } value)
        {
            return false;
        }

        if (info.GetCustomAttribute<EncryptedAttribute>() is { } encrypted)
        {
            info.SetValue(row, property.IsNullable ? null : scope.Database.Fields.Protect(scope.InstitutionId, property.GetColumnName(), row.Id, encrypted.ErasedAs));
            return value is byte[] { Length: > 0 };
        }

        if (info.GetCustomAttribute<ErasedAttribute>() is not { } erased)
        {
            return false;
        }

        info.SetValue(row, property.IsNullable ? null : erased.As.Replace("{id}", row.Id.ToString("D"), StringComparison.Ordinal));
        return true;
    }

    private static async Task<IEnumerable<(IEntityType, GovernedRow)>> RowsAsync(WriteScope scope, IEntityType entity, string key, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var nullable = entity.FindProperty(key)!.ClrType == typeof(Guid?);
        var rows = await (Task<IReadOnlyList<GovernedRow>>)Loader.MakeGenericMethod(entity.ClrType).Invoke(null, [scope.Db, key, nullable, ids, cancellationToken])!;
        return rows.Select(r => (entity, r));
    }

    private static async Task<IReadOnlyList<GovernedRow>> LoadAsync<T>(HengjianDbContext db, string key, bool nullable, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
        where T : GovernedRow =>
        await (nullable
            ? db.Set<T>().Where(r => EF.Property<Guid?>(r, key) != null && ids.Contains(EF.Property<Guid?>(r, key)!.Value))
            : db.Set<T>().Where(r => ids.Contains(EF.Property<Guid>(r, key)))).ToListAsync(cancellationToken);
}
