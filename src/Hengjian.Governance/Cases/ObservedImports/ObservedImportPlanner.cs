using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Observed;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Tables;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.ObservedImports;

/// <summary>Compares the rows of a file with what is on record: whose case, whose signature, known already or not. Looks things up many at a time and stores nothing.</summary>
internal sealed class ObservedImportPlanner(CaseReaches reaches, IDeploymentDirectory deployments, IPractitionerNumbers numbers)
{
    private const int AtOnce = 500;

    public async Task<ObservedImportPlan> PlanAsync(HengjianDbContext db, Database database, Caller caller, IReadOnlyList<FileRow> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var systems = await db.Set<ExternalSystem>().Where(s => s.RetiredAt == null).ToDictionaryAsync(s => s.Name, s => s.Id, cancellationToken);
        var cases = await CasesAsync(db, database, caller, rows, cancellationToken);
        var used = await DeploymentsAsync(db, cases, cancellationToken);
        var read = rows.Select(row => Read(row, database, db.InstitutionId, cases, used, systems, now)).ToList();
        var known = await KnownAsync(db, read, cancellationToken);
        var signers = new Dictionary<(string?, string?), bool>();
        var seen = new HashSet<(Guid, string)>();
        var shown = new List<ObservedImportRow>(rows.Count);
        var acts = new List<PlannedAct>();
        foreach (var row in read)
        {
            var state = ObservedRowState.Error;
            if (row.Problems.Count == 0 && row.System is { } system)
            {
                var key = (system, row.Request.SystemActId!);
                if (!seen.Add(key))
                {
                    row.Wrong("systemActId", "observed.twiceInFile");
                }
                else if (!known.TryGetValue(key, out var hash))
                {
                    state = ObservedRowState.New;
                }
                else if (hash == ObserveAct.HashOf(row.Case!.Id, row.Request))
                {
                    state = ObservedRowState.Known;
                }
                else
                {
                    row.Wrong("systemActId", "observed.otherContent");
                }
            }

            var unknown = state == ObservedRowState.New && !await IsKnownAsync(db, row.Request.Signer!, signers, cancellationToken);
            if (state == ObservedRowState.New)
            {
                acts.Add(new PlannedAct(row.File, row.Case!.Id, row.Request));
            }

            shown.Add(new ObservedImportRow(
                row.File.Sheet, row.File.Number, row.Case?.Number ?? row.File.Text("case"), row.Case?.Id, row.Request.Kind, row.Request.SystemActId, row.Request.PerformedAt,
                row.Request.Signer is { } s ? s.Name ?? s.LicenceNumber ?? s.StaffNumber : null, unknown, state, row.Problems));
        }

        return new ObservedImportPlan(shown, [.. acts.OrderBy(a => a.Request.PerformedAt).ThenBy(a => a.Row.Number)]);
    }

    private static ReadRow Read(
        FileRow file,
        Database database,
        Guid institution,
        CaseBook cases,
        IReadOnlyDictionary<Guid, DeploymentFile> used,
        IReadOnlyDictionary<string, Guid> systems,
        DateTimeOffset now)
    {
        var problems = file.Problems.ToList();
        var row = new ReadRow(file, ObservedRowRequest.Of(file, problems), problems);
        var (subject, why) = cases.Find(file, text => database.Fields.BlindIndex(institution, "accession", text)!, used);
        if (subject is null)
        {
            row.Wrong(file.Text("case") is null ? "accessionNumber" : "case", why!);
            return row;
        }

        row.Case = subject;
        var errors = new FieldErrors();
        var deployment = used[subject.DeploymentId];
        row.Request = ObservedChecks.Of(row.Request, deployment, now, errors);
        if (errors.Any)
        {
            foreach (var error in errors.ToRefusal().Errors.Where(e => file.Problems.All(p => p.Column != ColumnOf(e.Field))))
            {
                row.Wrong(ColumnOf(error.Field), error.Code, error.Arguments);
            }
        }

        if (row.Request.System is { } name)
        {
            row.System = systems.TryGetValue(name.Trim(), out var id) ? id : null;
            if (row.System is null)
            {
                row.Wrong("system", "observed.unknownSystem");
            }
        }

        if (row.Request.Kind is { } kind && !deployment.ObservedActs.Contains(kind))
        {
            row.Wrong("kind", "observed.enforced", new Dictionary<string, string> { ["act"] = CodeName.Of(kind) });
        }

        return row;
    }

    /// <summary>The column whose cell holds a field of the request; null where several do.</summary>
    private static string? ColumnOf(string field) => field switch
    {
        "signer.name" => "signerName",
        "signer" => "licenceNumber",
        "consent.emergency.reason" or "consent.emergencyApprover" => "emergencyReason",
        _ when field.StartsWith("signer.", StringComparison.Ordinal) => field["signer.".Length..],
        _ when field.StartsWith("indication.answers", StringComparison.Ordinal) => "answers",
        _ when field.StartsWith("consent.parties", StringComparison.Ordinal) => "patientSignedAt",
        _ when field.StartsWith("consent.", StringComparison.Ordinal) && ObservedColumns.All.Any(c => c.Code == field["consent.".Length..]) => field["consent.".Length..],
        _ => ObservedColumns.All.Any(c => c.Code == field) ? field : null,
    };

    private async Task<CaseBook> CasesAsync(HengjianDbContext db, Database database, Caller caller, IReadOnlyList<FileRow> rows, CancellationToken cancellationToken)
    {
        var visible = (caller.Kind == CallerKind.Device ? db.Set<Case>() : (await reaches.OfAsync(db, caller, cancellationToken)).Visible(db.Set<Case>())).AsNoTracking().Where(c => c.StudyKey == null);
        var book = new CaseBook();
        foreach (var part in rows.Select(r => r.Text("case")).OfType<string>().Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            book.Add(await visible.Where(c => part.Contains(c.Number)).Select(c => new FoundCase(c.Id, c.Number, c.DeploymentId, c.AccessionNumberIndex)).ToListAsync(cancellationToken));
        }

        var accessions = rows.Where(r => r.Text("case") is null).Select(r => r.Text("accessionNumber")).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(a => database.Fields.BlindIndex(db.InstitutionId, "accession", a));
        foreach (var part in accessions.Chunk(AtOnce))
        {
            book.Add(await visible.Where(c => part.Contains(c.AccessionNumberIndex)).Select(c => new FoundCase(c.Id, c.Number, c.DeploymentId, c.AccessionNumberIndex)).ToListAsync(cancellationToken));
        }

        return book;
    }

    private async Task<Dictionary<Guid, DeploymentFile>> DeploymentsAsync(HengjianDbContext db, CaseBook cases, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, DeploymentFile>();
        foreach (var id in cases.Deployments)
        {
            found[id] = await deployments.FindAsync(db, id, cancellationToken) ?? throw new InvalidOperationException($"Cases name the deployment {id:D}, which is not there.");
        }

        return found;
    }

    private static async Task<Dictionary<(Guid, string), string>> KnownAsync(HengjianDbContext db, List<ReadRow> rows, CancellationToken cancellationToken)
    {
        var known = new Dictionary<(Guid, string), string>();
        foreach (var system in rows.Where(r => r.System is not null && r.Request.SystemActId is not null).GroupBy(r => r.System!.Value))
        {
            foreach (var part in system.Select(r => r.Request.SystemActId!).Distinct(StringComparer.Ordinal).Chunk(AtOnce))
            {
                foreach (var act in await db.Set<ObservedAct>().Where(a => a.SystemId == system.Key && part.Contains(a.SystemActId)).Select(a => new { a.SystemActId, a.ContentHash }).ToListAsync(cancellationToken))
                {
                    known[(system.Key, act.SystemActId)] = act.ContentHash;
                }
            }
        }

        return known;
    }

    private async Task<bool> IsKnownAsync(HengjianDbContext db, ObservedSigner signer, Dictionary<(string?, string?), bool> signers, CancellationToken cancellationToken)
    {
        var key = (signer.LicenceNumber, signer.StaffNumber);
        if (!signers.TryGetValue(key, out var known))
        {
            signers[key] = known = await numbers.FindAsync(db, key.LicenceNumber?.Trim(), key.StaffNumber?.Trim(), cancellationToken) is not null;
        }

        return known;
    }

    private sealed class ReadRow(FileRow file, ObservedActRequest request, List<ImportProblem> problems)
    {
        private static readonly Dictionary<string, string> NoArguments = [];

        public FileRow File => file;

        public ObservedActRequest Request { get; set; } = request;

        public FoundCase? Case { get; set; }

        public Guid? System { get; set; }

        public IReadOnlyList<ImportProblem> Problems => problems;

        public void Wrong(string? column, string code, IReadOnlyDictionary<string, string>? arguments = null) =>
            problems.Add(new ImportProblem(file.Sheet, file.Number, column, code, arguments ?? NoArguments));
    }
}
