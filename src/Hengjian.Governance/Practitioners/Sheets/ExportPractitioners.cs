using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Practitioners.Registers;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>The register as a file, as filtered: a workbook holds the records whole, a CSV file what stands once. Importing it again changes nothing. Every export is recorded first.</summary>
public sealed class ExportPractitioners(Database database, IDepartmentDirectory departments, ITableFiles tables, IAccessLog access, TimeProvider clock)
{
    /// <summary>Ids in one access record.</summary>
    private const int AtOnce = 500;

    /// <param name="context">Who exports.</param>
    /// <param name="filter">Which records.</param>
    /// <param name="format"><see cref="TableFormat.Xlsx"/> or <see cref="TableFormat.Csv"/>.</param>
    /// <param name="language">Language of headings and words.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Outcome<SentTable>> HandleAsync(WriteRequest context, PractitionerFilter filter, TableFormat format, string language, CancellationToken cancellationToken)
    {
        await using var db = database.Read(context.Caller.InstitutionId);
        var now = clock.GetUtcNow();
        var rows = new List<Practitioner>();
        await foreach (var row in Registers.Practitioners.MatchingAsync(db, filter, ShanghaiDay.Of(now)).WithCancellation(cancellationToken))
        {
            rows.Add(row);
        }

        foreach (var ids in rows.Select(r => r.Id).Chunk(AtOnce))
        {
            if ((await access.DiscloseAsync(context, AccessKind.Exported, nameof(Practitioner), ids, null, cancellationToken)).Refusal is { } refusal)
            {
                return refusal;
            }
        }

        var flattener = new ImportPlanner(rows, await departments.NamesAsync(db, cancellationToken), database.Fields, context.Caller.InstitutionId, now);
        return File(rows.ConvertAll(flattener.Flat), format, language, ShanghaiDay.Of(now).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>A file with headings alone, to fill in.</summary>
    public SentTable Template(TableFormat format, string language) => File([], format, language, null);

    private SentTable File(IReadOnlyList<FlatPractitioner> people, TableFormat format, string language, string? suffix)
    {
        var name = PractitionerWords.In.Sheet("people", language) + (suffix is null ? "" : "-" + suffix);
        return SentTable.Of(name, tables.Write(PractitionerSheets.Book(people, format, language)), format);
    }
}
