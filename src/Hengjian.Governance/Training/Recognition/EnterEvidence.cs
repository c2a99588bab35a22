using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Enrolments;
using Hengjian.Ledger;

namespace Hengjian.Governance.Training.Recognition;

/// <summary>Evidence of the overseas route and the exemption: one person enters it, and another compares it with the papers and signs or sends it back.</summary>
public sealed class EnterEvidence(EnrolmentDesk desk, IDocumentDirectory documents, ISigning signing)
{
    private const int MostLines = 50;
    private const int MostCases = 100_000;
    private static readonly DateOnly Earliest = new(1950, 1, 1);

    public Task<Outcome<Created>> EnterAsync(Guid id, EvidenceRequest request, WriteRequest context, CancellationToken cancellationToken) => desk.RunAsync(
        id,
        context,
        "enrolment.evidence.entered",
        (scope, enrolment, _) =>
        {
            if (enrolment.Route == TrainingRoute.Normal)
            {
                return Refused(new Conflict("enrolment.noEvidence"));
            }

            if (EnrolmentDesk.NotActive(enrolment) is { } over)
            {
                return Refused(over);
            }

            var errors = new FieldErrors();
            var today = ShanghaiDay.Of(scope.Now);
            var abroad = enrolment.Route == TrainingRoute.Overseas ? Abroad(request, today, errors) : [];
            var old = enrolment.Route == TrainingRoute.Exemption ? Old(request, today, errors) : null;
            if (errors.Any)
            {
                return Refused(errors.ToRefusal());
            }

            enrolment.Evidence = new RouteEvidence(abroad, old, scope.Caller.Id, scope.Now);
            enrolment.EvidenceWaits = true;
            return Task.FromResult<Outcome<Guid?>>((Guid?)null);
        },
        cancellationToken);

    /// <summary>The second person, who did not enter it. The signature covers the evidence and the hashes of the papers.</summary>
    public async Task<Outcome<Created>> CheckAsync(Guid id, EvidenceCheckRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } refused
            ? refused
            : await desk.RunAsync(
                id,
                context,
                request.Agree == false ? "enrolment.evidence.returned" : "enrolment.evidence.checked",
                async (scope, enrolment, ct) =>
                {
                    var errors = new FieldErrors();
                    errors.Require(request.Agree is not null, "agree", "field.required");
                    errors.Text("note", request.Note, 500, required: request.Agree == false);
                    if (errors.Any)
                    {
                        return errors.ToRefusal();
                    }

                    if (EnrolmentDesk.NotActive(enrolment) is { } over)
                    {
                        return over;
                    }

                    if (enrolment is not { EvidenceWaits: true, Evidence: { } evidence })
                    {
                        return new Conflict("enrolment.nothingToCheck");
                    }

                    if (evidence.EnteredBy == scope.Caller.Id || enrolment.PractitionerId == scope.Caller.PractitionerId)
                    {
                        return new Conflict("enrolment.samePerson");
                    }

                    var papers = (await PapersAsync(documents, scope.Db, id, ShanghaiDay.Of(scope.Now), ct)).Select(p => p.Hash).Order(StringComparer.Ordinal).ToList();
                    if (request.Agree == true && papers.Count == 0)
                    {
                        return new Conflict("enrolment.noPapers");
                    }

                    var signature = await signing.SignAsync(
                        scope, unlocked.Value!, "enrolment.evidence.checked", nameof(Enrolment), id, Content(enrolment, evidence, request.Agree!.Value, papers, scope.Now), ct);
                    enrolment.Evidence = evidence with
                    {
                        CheckedBy = scope.Caller.Id, CheckedAt = request.Agree == true ? scope.Now : null, CheckNote = request.Note?.Trim(), Returned = request.Agree == false, CheckSignatureId = signature, Papers = papers,
                    };
                    enrolment.EvidenceWaits = false;
                    return (Guid?)null;
                },
                cancellationToken);
    }

    /// <summary>Documents of an enrolment that count on a day.</summary>
    internal static async Task<IReadOnlyList<DocumentFact>> PapersAsync(IDocumentDirectory documents, HengjianDbContext db, Guid id, DateOnly day, CancellationToken cancellationToken) =>
        [.. (await documents.OfAsync(db, EnrolmentsModule.SubjectKind, id, cancellationToken)).Where(d => d.CountsOn(day))];

    private static byte[] Content(Enrolment enrolment, RouteEvidence evidence, bool agree, List<string> papers, DateTimeOffset at) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "enrolment.evidence.checked",
            enrolmentId = enrolment.Id,
            number = enrolment.Number,
            route = enrolment.Route,
            abroad = evidence.Abroad,
            old = evidence.Old,
            enteredBy = evidence.EnteredBy,
            agree,
            papers,
            signedAt = StoredInstant.ToMicroseconds(at),
        },
        JsonColumn.Options));

    private static List<AbroadPeriod> Abroad(EvidenceRequest request, DateOnly today, FieldErrors errors)
    {
        var rows = request.Abroad ?? [];
        Count("abroad", rows.Count, 1, errors);
        for (var i = 0; i < rows.Count; i++)
        {
            if (errors.Item($"abroad[{i}]", rows[i]))
            {
                errors.Text($"abroad[{i}].institution", rows[i].Institution, 200);
                errors.Text($"abroad[{i}].country", rows[i].Country, 100);
                Days($"abroad[{i}]", rows[i].From, rows[i].To, today, errors);
            }
        }

        return errors.Any ? [] : [.. rows.Select(r => new AbroadPeriod(r.Institution!.Trim(), r.Country!.Trim(), r.From!.Value, r.To!.Value))];
    }

    private static OldEvidence? Old(EvidenceRequest request, DateOnly today, FieldErrors errors)
    {
        var (work, titles, cases) = (request.Work ?? [], request.Titles ?? [], request.Cases ?? []);
        Count("work", work.Count, 1, errors);
        Count("titles", titles.Count, 1, errors);
        Count("cases", cases.Count, 1, errors);
        for (var i = 0; i < work.Count; i++)
        {
            if (errors.Item($"work[{i}]", work[i]))
            {
                errors.Text($"work[{i}].institution", work[i].Institution, 200);
                Days($"work[{i}]", work[i].From, work[i].To, today, errors, open: true);
            }
        }

        for (var i = 0; i < titles.Count; i++)
        {
            if (errors.Item($"titles[{i}]", titles[i]))
            {
                errors.Require(titles[i].Title is not null, $"titles[{i}].title", "field.required");
                Days($"titles[{i}]", titles[i].From, null, today, errors, open: true);
            }
        }

        for (var i = 0; i < cases.Count; i++)
        {
            if (errors.Item($"cases[{i}]", cases[i]))
            {
                Days($"cases[{i}]", cases[i].From, cases[i].To, today, errors);
                errors.Text($"cases[{i}].source", cases[i].Source, 200);
                errors.Require(
                    cases[i].Count is >= 0 and <= MostCases, $"cases[{i}].count", "field.outOfRange", ("from", "0"), ("to", MostCases.ToString(CultureInfo.InvariantCulture)));
            }
        }

        if (!errors.Any)
        {
            Apart(cases, errors);
        }

        errors.Require(request.SeriousEvents is >= 0 and <= 1000, "seriousEvents", request.SeriousEvents is null ? "field.required" : "field.outOfRange", ("from", "0"), ("to", "1000"));
        errors.Text("statement", request.Statement, 500);
        return errors.Any ? null : new OldEvidence(
            [.. work.Select(w => new ClinicalWork(w.Institution!.Trim(), w.From!.Value, w.To))],
            [.. titles.Select(t => new OldTitle(t.Title!.Value, t.From!.Value))],
            [.. cases.Select(c => new OldCases(c.From!.Value, c.To!.Value, c.Count!.Value, c.Source!.Trim()))],
            request.SeriousEvents,
            request.Statement!.Trim());
    }

    /// <summary>The same cases must not count twice: stretches do not overlap.</summary>
    private static void Apart(IReadOnlyList<OldCasesInput> cases, FieldErrors errors)
    {
        for (var i = 0; i < cases.Count; i++)
        {
            errors.Require(cases.Take(i).All(c => c.To < cases[i].From || cases[i].To < c.From), $"cases[{i}].from", "enrolment.casesOverlap");
        }
    }

    private static void Count(string field, int count, int least, FieldErrors errors) =>
        errors.Require(count >= least && count <= MostLines, field, count < least ? "field.required" : "field.outOfRange", ("from", "1"), ("to", MostLines.ToString(CultureInfo.InvariantCulture)));

    private static void Days(string field, DateOnly? from, DateOnly? to, DateOnly today, FieldErrors errors, bool open = false)
    {
        errors.Require(from is not null, field + ".from", "field.required");
        errors.Require(!(from < Earliest), field + ".from", "field.tooEarly");
        errors.Require(!(from > today), field + ".from", "field.future");
        errors.Require(open || to is not null, field + ".to", "field.required");
        errors.Require(!(to > today), field + ".to", "field.future");
        errors.Require(!(to < from), field + ".to", "register.endsBeforeStart");
    }

    private static Task<Outcome<Guid?>> Refused(Refusal refusal) => Task.FromResult<Outcome<Guid?>>(refusal);
}
