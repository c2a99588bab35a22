using System.Globalization;
using System.Reflection;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hengjian.IntegrationTests.Ledger;

/// <summary>Rows of every governed class with every column filled in, so that a table which nobody thought of is tampered with too.</summary>
internal static class SampleRows
{
    /// <summary>Adds rows of each governed class of the model, written as any act writes.</summary>
    public static void Add(WriteScope scope, int ofEach)
    {
        foreach (var table in GovernedTable.Of(scope.Db.Model).Values)
        {
            for (var i = 0; i < ofEach; i++)
            {
                var row = (GovernedRow)Activator.CreateInstance(table.EntityType, nonPublic: true)!;
                row.InstitutionId = scope.InstitutionId;
                row.Id = table.Kind == "Institution" ? scope.InstitutionId : scope.NewId();
                if (table.Kind == "Institution")
                {
                    // An institution has one row: the fixture founded it.
                    break;
                }

                foreach (var property in scope.Db.Model.FindEntityType(table.EntityType)!.GetProperties())
                {
                    Fill(scope, row, property, table.Kind, i);
                }

                scope.Db.Add(row);
            }
        }
    }

    private static void Fill(WriteScope scope, GovernedRow row, IProperty property, string kind, int number)
    {
        var text = kind + number.ToString(CultureInfo.InvariantCulture);
        if (property.PropertyInfo is not { CanWrite: true } member || property.Name is nameof(GovernedRow.InstitutionId) or nameof(GovernedRow.Id) or nameof(GovernedRow.Version) or nameof(GovernedRow.Salt))
        {
            return;
        }

        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        object? value = type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(Guid) => scope.NewId(),
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => 3,
            _ when type == typeof(long) => 4L,
            _ when type == typeof(double) => 0.5,
            _ when type == typeof(DateTimeOffset) => scope.Now,
            _ when type == typeof(DateOnly) => new DateOnly(2024, 5, 6),
            _ when type.IsEnum => Enum.GetValues(type).GetValue(number % Enum.GetValues(type).Length),
            _ when type == typeof(byte[]) && member.GetCustomAttribute<EncryptedAttribute>() is not null =>
                scope.Database.Fields.Protect(scope.InstitutionId, HengjianDbContext.Snake(property.Name), row.Id, text),
            _ when type == typeof(byte[]) => new byte[] { 1, 2, 3, 4 },
            _ => member.GetValue(row) ?? Document(type),
        };
        member.SetValue(row, value);
    }

    /// <summary>A document of a JSON column; one that takes arguments is made with none of them.</summary>
    private static object? Document(Type type) => type.IsInterface || type.IsAbstract ? null
        : type.GetConstructor(Type.EmptyTypes) is null ? System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type)
        : Activator.CreateInstance(type);
}
