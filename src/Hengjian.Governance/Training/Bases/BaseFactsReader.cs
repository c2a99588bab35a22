using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Bases;

/// <summary>Gathers what R17-4.2.1a to c are decided from: the institution's record, its cases and papers, its people.</summary>
internal sealed class BaseFactsReader(
    IInstitutionFacts institutions,
    IDeploymentDirectory deployments,
    ICompletedCases cases,
    IReadingVolumes volumes,
    IEligibility eligibility,
    IAuthorisationDirectory authorisations,
    IPractitionerDirectory practitioners,
    IDocumentDirectory documents,
    IExaminationResults examinations,
    RegulationCatalog catalog)
{
    /// <summary>Facts of R17-4.2.1a as of a moment, for an application or re-check of <paramref name="askedOn"/>.</summary>
    public async Task<BaseQualificationFacts> QualificationAsync(
        HengjianDbContext db, TrainingBase row, DateOnly askedOn, DateTimeOffset at, AuthorityFact? authority, string? code, CancellationToken cancellationToken)
    {
        var institution = await institutions.OfAsync(db, cancellationToken);
        var years = catalog.Parameters(ClauseIds.BaseQualification, at, code).Int("fullYears");
        return new BaseQualificationFacts(
            institution?.Level ?? "", institution?.Grade ?? "", row.TechnologyCategory, askedOn, await YearsAsync(db, row, askedOn.Year - years, askedOn.Year - 1, at, cancellationToken), authority);
    }

    /// <summary>What is on record of some calendar years.</summary>
    public async Task<IReadOnlyList<BaseYearFact>> YearsAsync(HengjianDbContext db, TrainingBase row, int first, int last, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var used = (await deployments.OfCategoryAsync(db, row.TechnologyCategory, cancellationToken)).Select(d => d.Id).ToList();
        var whole = cases.Of(db, null, DateTimeOffset.UnixEpoch, at).Where(c => used.Contains(c.DeploymentId));
        var began = used.Count == 0 ? null : await whole.OrderBy(c => c.RegisteredAt).Select(c => (DateTimeOffset?)c.RegisteredAt).FirstOrDefaultAsync(cancellationToken);
        var papers = await PapersAsync(db, row.Id, at, cancellationToken);
        var years = new List<BaseYearFact>();
        for (var year = first; year <= last; year++)
        {
            var (start, end) = (ShanghaiDay.Start(new DateOnly(year, 1, 1)), ShanghaiDay.Start(new DateOnly(year + 1, 1, 1)));
            var counted = began is null || began >= end
                ? 0
                : await cases.Of(db, null, start, end).Where(c => used.Contains(c.DeploymentId)).CountAsync(cancellationToken);
            var stated = row.Years.FirstOrDefault(y => y.Year == year);
            years.Add(new BaseYearFact(year, counted, began < start, stated?.Cases, stated?.DocumentId is { } paper && papers.Contains(paper)));
        }

        return years;
    }

    /// <summary>Facts of R17-4.2.1c for some people of the institution; whoever is not on record is left out.</summary>
    public async Task<IReadOnlyList<SupervisorFact>> PeopleAsync(
        HengjianDbContext db, IReadOnlyCollection<Guid> people, string category, DateTimeOffset at, string? code, CancellationToken cancellationToken)
    {
        var used = await deployments.OfCategoryAsync(db, category, cancellationToken);
        var counted = await volumes.OnAsync(db, people, [.. used.Select(d => d.Id)], cancellationToken);
        var names = await practitioners.NamesAsync(db, people, cancellationToken);
        var (stated, papers) = await StatedAsync(db, category, at, cancellationToken);
        var terms = catalog.Parameters(ClauseIds.SpecialtyYears, at, code);
        var counting = new SpecialtyCounting(terms.Bool("residencyCounts"), terms.Int("leaveOverMonths"), terms.Choice("partTimeCounts") == SpecialtyTerms.ByShare);
        var facts = new List<SupervisorFact>();
        foreach (var person in people.Distinct())
        {
            if (await practitioners.FindAsync(db, person, null, cancellationToken) is not { } record)
            {
                continue;
            }

            var paper = stated.FirstOrDefault(s => s.PractitionerId == person);
            facts.Add(new SupervisorFact(
                person,
                names.GetValueOrDefault(person, ""),
                TitleOn(record, ShanghaiDay.Of(at)),
                await UnmetAsync(db, person, used, at, cancellationToken),
                await FailedOnAsync(db, person, category, at, cancellationToken),
                [.. used.Select(d => d.Specialty).Distinct(StringComparer.Ordinal)],
                record.SpecialtyPeriods,
                counting,
                counted.GetValueOrDefault(person),
                paper?.DocumentedCases,
                paper?.DocumentId is { } document && papers.Contains(document)));
        }

        return facts;
    }

    /// <summary>Clauses that stop an opinion on the deployment of the category where least stands in the way; the authorisation's where there is no deployment to be authorised for.</summary>
    private async Task<IReadOnlyList<string>> UnmetAsync(
        HengjianDbContext db, Guid person, IReadOnlyList<CategoryDeployment> used, DateTimeOffset at, CancellationToken cancellationToken)
    {
        IReadOnlyList<string>? least = null;
        foreach (var deployment in used.Where(d => !d.Retired))
        {
            if (await eligibility.DecideAsync(db, person, deployment.Id, PractitionerAct.Opinion, at, cancellationToken) is not { } decisions)
            {
                continue;
            }

            var known = await authorisations.OfPersonAsync(db, person, deployment.TechnologyId, deployment.Id, cancellationToken);
            var authorised = known.Terms.Any(t => t.Acts.Contains(PractitionerAct.Opinion) && t.InForce(at));
            List<string> unmet = [.. decisions.Where(d => d.Blocks).Select(d => d.Clause), .. authorised ? Array.Empty<string>() : [ClauseIds.Authorisation]];
            if (unmet.Count == 0)
            {
                return [];
            }

            if (least is null || unmet.Count < least.Count)
            {
                least = unmet;
            }
        }

        return least ?? [ClauseIds.Authorisation];
    }

    /// <summary>The day of the person's last assessment in the category, where it was failed.</summary>
    private async Task<DateOnly?> FailedOnAsync(HengjianDbContext db, Guid person, string category, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var enrolments = (await db.Set<Enrolment>().AsNoTracking().Where(e => e.PractitionerId == person).Select(e => new { e.Id, e.TechnologyCategory }).ToListAsync(cancellationToken))
            .Where(e => NameMatch.Same(e.TechnologyCategory, category)).Select(e => e.Id).ToList();
        return enrolments.Count > 0 && (await examinations.OfAsync(db, enrolments, cancellationToken)).Where(r => r.ConcludedAt <= at).MaxBy(r => r.ConcludedAt) is { Passed: false } failed
            ? ShanghaiDay.Of(failed.ConcludedAt)
            : null;
    }

    /// <summary>Documented cases of supervisors, as every base of the institution for the category states them.</summary>
    private async Task<(List<BaseSupervisor> Stated, HashSet<Guid> Papers)> StatedAsync(HengjianDbContext db, string category, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var bases = (await db.Set<TrainingBase>().AsNoTracking().ToListAsync(cancellationToken)).Where(b => NameMatch.Same(b.TechnologyCategory, category)).ToList();
        var papers = new HashSet<Guid>();
        foreach (var one in bases)
        {
            papers.UnionWith(await PapersAsync(db, one.Id, at, cancellationToken));
        }

        return ([.. bases.SelectMany(b => b.Supervisors).Where(s => s.DocumentedCases is not null).OrderByDescending(s => s.DocumentedCases)], papers);
    }

    private async Task<HashSet<Guid>> PapersAsync(HengjianDbContext db, Guid baseId, DateTimeOffset at, CancellationToken cancellationToken) =>
        (await documents.OfAsync(db, TrainingModule.BaseSubject, baseId, cancellationToken)).Where(d => d.CountsOn(ShanghaiDay.Of(at))).Select(d => d.Id).ToHashSet();

    private static ProfessionalTitle? TitleOn(PractitionerFacts person, DateOnly day)
    {
        var held = person.Titles.Where(t => t.Contains(day)).Select(t => t.Title).Where(t => t <= StaffTitle.Chief).ToList();
        return person.Titles.Count == 0 ? person.Title : held.Count == 0 ? null : (ProfessionalTitle)(int)held.Max();
    }
}
