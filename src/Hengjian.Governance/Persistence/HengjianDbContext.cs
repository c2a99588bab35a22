using System.Reflection;
using System.Text;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hengjian.Governance.Persistence;

/// <summary>
/// The one database model. It has no sets of its own: each module configures its rows and reads them with <c>Set&lt;T&gt;()</c>. Queries see one
/// institution; a save that touches another institution's row throws. Opened through <see cref="Database"/> only.
/// </summary>
public sealed class HengjianDbContext(DbContextOptions<HengjianDbContext> options) : DbContext(options)
{
    /// <summary>The institution that queries are confined to and writes are guarded by.</summary>
    public Guid InstitutionId { get; internal set; }

    /// <summary>What the acts of the same group commit have read; null where acts commit alone, and for reading.</summary>
    internal GroupMemory? Memory { get; set; }

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configuration.Properties<DateOnly>().HaveConversion<DateConverter>();
        configuration.Properties<Enum>().HaveConversion<string>();
        if (Database.IsSqlite())
        {
            configuration.Properties<Guid>().HaveConversion<GuidTextConverter>();
        }
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.ApplyConfigurationsFromAssembly(typeof(HengjianDbContext).Assembly);
        foreach (var entity in model.Model.GetEntityTypes().ToList())
        {
            entity.SetTableName(Snake(entity.GetTableName()!));
            foreach (var property in entity.GetProperties())
            {
                // A renamed property says the name that its column began with: the ledger commits to columns by name.
                property.SetColumnName(property.FindAnnotation(RelationalAnnotationNames.ColumnName)?.Value as string ?? Snake(property.Name));
                property.ValueGenerated = ValueGenerated.Never;
            }

            if (typeof(ITenantRow).IsAssignableFrom(entity.ClrType))
            {
                typeof(HengjianDbContext).GetMethod(nameof(ConfigureTenantRow), BindingFlags.NonPublic | BindingFlags.Instance)!
                    .MakeGenericMethod(entity.ClrType).Invoke(this, [model]);
            }

            if (typeof(GovernedRow).IsAssignableFrom(entity.ClrType))
            {
                entity.FindProperty(nameof(GovernedRow.Version))!.IsConcurrencyToken = true;
            }
        }
    }

    /// <summary>Ids of the ledger's records that an act writes for another institution (<see cref="Writing.WriteScope.NoteAt"/>).</summary>
    internal HashSet<Guid> NotesElsewhere { get; } = [];

    /// <summary>Rows of another institution that an act writes and names in that institution's ledger (<see cref="Writing.WriteScope.WriteAt"/>); nothing else may cross.</summary>
    internal HashSet<(Guid Institution, Guid Id)> RowsElsewhere { get; } = [];

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Rows are written through Writer, which adds the ledger record of the act.");

    /// <summary>Writes what changed after checking that every row belongs to this institution. Called by the writer, which first adds the ledger record.</summary>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var entry in ChangeTracker.Entries<ITenantRow>())
        {
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && entry.Entity.InstitutionId != InstitutionId
                && !(entry is { State: EntityState.Added, Entity: LedgerRecordRow } && NotesElsewhere.Contains(entry.Entity.Id))
                && !(entry.State is not EntityState.Deleted && RowsElsewhere.Contains((entry.Entity.InstitutionId, entry.Entity.Id))))
            {
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another institution was about to be written.");
            }
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private void ConfigureTenantRow<T>(ModelBuilder model)
        where T : class, ITenantRow
    {
        model.Entity<T>().HasKey(nameof(ITenantRow.InstitutionId), nameof(ITenantRow.Id));
        model.Entity<T>().HasQueryFilter(row => row.InstitutionId == InstitutionId);
    }

    internal static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
