using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Practitioners.Registers;
using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>What an import would do with a row.</summary>
public enum ImportRowState
{
    New,
    Changed,
    Unchanged,
    Error,
}

/// <summary>A field that would change; <paramref name="Column"/> is the code of a column or of a sheet.</summary>
public sealed record ImportChange(string Column, string From, string To);

/// <summary>A row of the first sheet, or of another where it belongs to nobody.</summary>
public sealed record ImportRow(
    string Sheet, int Row, string? Name, Guid? PractitionerId, ImportRowState State, IReadOnlyList<ImportChange> Changes, IReadOnlyList<ImportProblem> Problems);

/// <summary>How many rows are what.</summary>
public sealed record ImportCounts(int New, int Changed, int Unchanged, int Errors);

/// <summary>What an import of a file would do by what is on record now.</summary>
internal sealed record ImportPlan(IReadOnlyList<ImportRow> Rows, IReadOnlyList<PlannedChange> Changes, IReadOnlyList<ImportNote> Notes, string Fingerprint)
{
    /// <summary>What was on record when it was made.</summary>
    public required ImportGround Ground { get; init; }

    public ImportCounts Counts => new(Of(ImportRowState.New), Of(ImportRowState.Changed), Of(ImportRowState.Unchanged), Of(ImportRowState.Error));

    /// <summary>Says which rows do what to which version of which record: two plans with one fingerprint store the same.</summary>
    public static string FingerprintOf(IEnumerable<(ImportRow Row, long Version)> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (row, version) in rows)
        {
            var id = row.State == ImportRowState.New ? "" : row.PractitionerId?.ToString("D");
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{row.Sheet}|{row.Row}|{row.State}|{id}|{version}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private int Of(ImportRowState state) => Rows.Count(r => r.State == state);
}

/// <summary>What a plan was made from: the version of every record, and the names of the departments. Where both are still the same, so is the plan.</summary>
internal sealed record ImportGround(IReadOnlyDictionary<Guid, long> Versions, IReadOnlyDictionary<Guid, string> Departments)
{
    public bool IsStill(IReadOnlyDictionary<Guid, long> versions, IReadOnlyDictionary<Guid, string> departments) => Same(Versions, versions) && Same(Departments, departments);

    private static bool Same<T>(IReadOnlyDictionary<Guid, T> before, IReadOnlyDictionary<Guid, T> now) =>
        before.Count == now.Count && before.All(b => now.TryGetValue(b.Key, out var value) && Equals(b.Value, value));
}

/// <summary>A record to make or change.</summary>
internal sealed record PlannedChange(Practitioner Practitioner, FilledPractitioner Filled, bool IsNew);
