using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Hengjian.Governance.Persistence.Database;

namespace Hengjian.Governance.Transparency;

/// <summary>What was found wrong. <paramref name="Table"/> and <paramref name="Row"/> name the row; <paramref name="Reason"/> says why in English.</summary>
public sealed record DataProblem(string Institution, string Table, string Row, string Reason);

/// <summary>Result of a verification of the database against its ledger.</summary>
/// <param name="Problems">Every problem found, at most <see cref="DataVerifier.MostProblems"/>; empty: intact.</param>
/// <param name="Institutions">Institutions verified.</param>
/// <param name="Records">Ledger records read, those not under a head yet included.</param>
/// <param name="Waiting">Of them not under a head yet.</param>
/// <param name="Rows">Governed rows compared.</param>
public sealed record DataVerification(IReadOnlyList<DataProblem> Problems, int Institutions, long Records, long Waiting, long Rows)
{
    public bool Intact => Problems.Count == 0;
}

/// <summary>
/// Walks the log and every governed table, and finds what was changed, removed, inserted or reordered in either: log and data bind each other both ways. Reads one
/// snapshot; stored values are read raw, so that a value that no longer parses is a finding and not an exception.
/// </summary>
public sealed class DataVerifier(Database database)
{
    public const int MostProblems = 500;

    /// <summary>Verifies every institution.</summary>
    public Task<DataVerification> VerifyAsync(CancellationToken cancellationToken) => VerifyAsync(null, cancellationToken);

    /// <summary>Verifies the rows of one institution, or all.</summary>
    public async Task<DataVerification> VerifyAsync(Guid? institution, CancellationToken cancellationToken)
    {
        await using var db = database.Read(Guid.Empty);
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);
        var tables = GovernedTable.Of(db.Model).Values.OrderBy(t => t.Table, StringComparer.Ordinal).ToList();
        var run = new VerificationRun(database, db, snapshot.GetDbTransaction(), institution, tables);
        await run.ReadLogsAsync(cancellationToken);
        foreach (var table in tables)
        {
            await run.CompareAsync(table, cancellationToken);
        }

        run.ReportMissingRows();
        return run.Result();
    }
}
