using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Inbox;
using Hengjian.Governance.Cases.Opinions;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Readings;

/// <summary>How a case is read, as one viewer may see it.</summary>
/// <param name="Plan">The deployment's reading plan.</param>
/// <param name="Draw">The blind-first draw; null: none was made.</param>
/// <param name="IssuedBy">Physicians named on the issued opinion; empty until issued.</param>
/// <param name="CriticalValues">Critical values as they were told; empty where they would tell a blinded reader the finding.</param>
/// <param name="Night">The decision on HP-4.1.</param>
/// <param name="Examination">Other cases of the same examination that the viewer may see.</param>
/// <param name="ViewerUrl">The image viewer's address for this examination; null: none is set.</param>
public sealed record ReadingView(
    ReadingPlan Plan,
    BlindFirstDraw? Draw,
    IReadOnlyList<PersonView> IssuedBy,
    IReadOnlyList<CriticalValueView> CriticalValues,
    Decision Night,
    IReadOnlyList<SiblingCase> Examination,
    string? ViewerUrl)
{
    /// <summary>Pictures that the AI sent with its result; empty where they would tell a blinded reader what it found.</summary>
    public IReadOnlyList<KeyImage> KeyImages { get; init; } = [];
}

/// <summary>A picture that came with an AI result: a secondary capture or an image, by its identity.</summary>
/// <param name="Kind">secondaryCapture, segmentation or image.</param>
/// <param name="Url">Its address in the viewer; null: the deployment's plan gives none for it.</param>
public sealed record KeyImage(string Kind, ImageReference Image, DateTimeOffset ReceivedAt, string? Url);

public sealed record CriticalValueView(
    Guid Id, Guid PractitionerId, string PractitionerName, string Finding, DateTimeOffset FoundAt, string ToldTo, CriticalValueChannel Channel, DateTimeOffset ToldAt, string? ReadBack, DateTimeOffset RecordedAt);

/// <summary>Another case of the same examination.</summary>
/// <param name="ToRead">The viewer's own opinion is lacking and the case takes one.</param>
public sealed record SiblingCase(Guid Id, string Number, CaseState State, string DeploymentName, bool ToRead);

/// <summary>Reads what belongs to the reading of a case beside the case itself.</summary>
public sealed class ReadingQueries(
    Database database, CaseReaches reaches, IDeploymentDirectory deployments, IPractitionerDirectory practitioners, CaseDecisions rules, CaseParameters parameters, TimeProvider clock)
{
    private const int MostSiblings = 50;
    private const int MostKeyImages = 50;
    private static readonly string[] Pictures = ["secondaryCapture", "segmentation", "image"];

    /// <summary>Null outside the caller's scope.</summary>
    public async Task<ReadingView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var file = await CaseFile.LoadAsync(db, id, cancellationToken);
        if (file is null || caller.Kind == CallerKind.Device || !(await reaches.OfAsync(db, caller, cancellationToken)).Sees(file.Case))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var deployment = (await deployments.FindAsync(db, file.Case.DeploymentId, cancellationToken))!;
        var reports = await db.Set<CriticalValueReport>().Where(r => r.CaseId == id).OrderBy(r => r.ToldAt).ThenBy(r => r.Id).ToListAsync(cancellationToken);
        var issuedBy = file.Case.IssuedBy.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse).ToList();
        var names = await practitioners.NamesAsync(db, [.. issuedBy, .. reports.Select(r => r.PractitionerId)], cancellationToken);
        var hidden = Blindness.Of(caller, file).OpinionsHidden;
        var facts = ProvisionalFactsBuilder.Build(file, reports, parameters.ProvisionalHours(deployment.Institution, now));
        if (hidden)
        {
            // That somebody found a critical value tells what the picture shows.
            facts = facts with { CriticalAt = null, ToldAt = null, ReadBack = false };
        }

        var accession = database.Fields.Unprotect(file.Case.InstitutionId, "accession_number", id, file.Case.AccessionNumber);
        return new ReadingView(
            deployment.Reading,
            file.Case.Draw,
            [.. issuedBy.Select(p => new PersonView(p, names.GetValueOrDefault(p, "")))],
            hidden ? [] : [.. reports.Select(r => View(r, names))],
            rules.Provisional(facts, deployment, now),
            await SiblingsAsync(db, caller, file.Case, cancellationToken),
            ViewerAddress.For(deployment.Reading.ViewerUrl, accession, file.Case.StudyInstanceUid))
        {
            KeyImages = Blindness.Of(caller, file).AiHidden ? [] : await KeyImagesAsync(db, id, deployment.Reading.ImageUrl, accession, file.Case.StudyInstanceUid, cancellationToken),
        };
    }

    /// <summary>The cases of the same examination, the asked one first, that the caller could sign an opinion on now.</summary>
    public async Task<IReadOnlyList<Guid>> SittingAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var reach = await reaches.OfAsync(db, caller, cancellationToken);
        var subject = await db.Set<Case>().FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
        return subject is null || !reach.Sees(subject)
            ? []
            : [.. (await SiblingsAsync(db, caller, subject, cancellationToken)).Where(s => s.ToRead).Select(s => s.Id).Prepend(id).Take(SignReadingSession.MostCases)];
    }

    private async Task<IReadOnlyList<SiblingCase>> SiblingsAsync(HengjianDbContext db, Caller caller, Case subject, CancellationToken cancellationToken)
    {
        if (subject.StudyKey is not null || subject.AccessionNumberIndex is null)
        {
            return [];
        }

        var reach = await reaches.OfAsync(db, caller, cancellationToken);
        var others = (await db.Set<Case>()
            .Where(c => c.PatientIdentifierIndex == subject.PatientIdentifierIndex && c.Id != subject.Id && c.State != CaseState.Cancelled && c.StudyKey == null)
            .OrderByDescending(c => c.RegisteredAt).Take(MostSiblings).ToListAsync(cancellationToken))
            .Where(c => SignReadingSession.SameExamination(subject, c) && reach.Sees(c)).ToList();
        if (others.Count == 0)
        {
            return [];
        }

        var ids = others.Select(c => c.Id).ToList();
        var toRead = (await CaseWork.ToRead(db, db.Set<Case>().Where(c => ids.Contains(c.Id)), caller).Select(c => c.Id).ToListAsync(cancellationToken)).ToHashSet();
        var named = await deployments.NamesAsync(db, [.. others.Select(c => c.DeploymentId).Distinct()], cancellationToken);
        return [.. others.OrderBy(c => c.Number, StringComparer.Ordinal).Select(c => new SiblingCase(
            c.Id, c.Number, c.State, named.GetValueOrDefault(c.DeploymentId, ""), toRead.Contains(c.Id) && caller.PractitionerId is { } self && CaseReach.IsReader(c, self)))];
    }

    private static async Task<IReadOnlyList<KeyImage>> KeyImagesAsync(
        HengjianDbContext db, Guid caseId, string? template, string? accession, string? study, CancellationToken cancellationToken)
    {
        var received = await db.Set<ReceivedObject>()
            .Where(o => o.CaseId == caseId && o.Status == ReceivedObjectStatus.Matched && Pictures.Contains(o.Kind))
            .OrderBy(o => o.ReceivedAt).ThenBy(o => o.Id).Take(MostKeyImages).ToListAsync(cancellationToken);
        return [.. received.Select(o =>
        {
            var image = new ImageReference(o.StudyInstanceUid, o.SeriesInstanceUid, o.SopInstanceUid);
            return new KeyImage(o.Kind, image, o.ReceivedAt, ViewerAddress.For(template, accession, study, image));
        })];
    }

    private CriticalValueView View(CriticalValueReport r, IReadOnlyDictionary<Guid, string> names)
    {
        string? Open(string column, byte[]? stored) => database.Fields.Unprotect(r.InstitutionId, column, r.Id, stored);
        return new CriticalValueView(
            r.Id, r.PractitionerId, names.GetValueOrDefault(r.PractitionerId, ""), Open("finding", r.Finding)!, r.FoundAt, Open("told_to", r.ToldTo)!, r.Channel, r.ToldAt,
            Open("read_back", r.ReadBack), r.RecordedAt);
    }
}
