using System.Data.Common;
using System.Globalization;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Persistence;

/// <summary>Last number given in a named sequence of an institution; gaps are allowed.</summary>
[OutsideLedger("technical: the numbers themselves stand in governed rows")]
internal sealed class NumberSequence
{
    public Guid InstitutionId { get; set; }

    public string Name { get; set; } = "";

    public long Last { get; set; }

    /// <summary>The next number of the sequence, taken in the act's transaction.</summary>
    public static async Task<long> NextAsync(WriteScope scope, string name, CancellationToken cancellationToken)
    {
        await using var command = scope.Command(
            "INSERT INTO number_sequences (institution_id, name, last) VALUES (@institution, @name, 1) " +
            "ON CONFLICT (institution_id, name) DO UPDATE SET last = number_sequences.last + 1 RETURNING last");
        Add(command, "@institution", scope.Database.IsSqlite ? scope.InstitutionId.ToString("D") : scope.InstitutionId);
        Add(command, "@name", name);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}

internal sealed class NumberSequenceConfiguration : IEntityTypeConfiguration<NumberSequence>
{
    public void Configure(EntityTypeBuilder<NumberSequence> entity)
    {
        entity.ToTable("number_sequences");
        entity.HasKey(s => new { s.InstitutionId, s.Name });
    }
}
