using Hengjian.Governance;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Tests.Regulations;

/// <summary>The product's own pack and rules, and the few facts that most tests begin from.</summary>
internal static class Rules
{
    public const string Radiology = "放射影像";
    public const string Scope = "医学影像和放射治疗专业";
    public const string ClinicianScope = "内科专业";
    public const string Category = "imaging-ai";

    public static IReadOnlyList<IRule> All => GovernanceSetup.Rules;

    public static RegulationCatalog Catalog { get; } = RegulationCatalog.LoadEmbedded();

    public static RuleEngine Engine { get; } = new(Catalog, All);

    public static PackTexts Texts { get; } = new(Catalog);

    public static TechnologyNeeds Needs { get; } = new(Radiology, [Scope], [ClinicianScope], Category);

    /// <summary>00:00 in Shanghai on a day of 2026.</summary>
    public static DateTimeOffset At { get; } = Midnight(2026, 3, 1);

    public static DateTimeOffset Midnight(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.FromHours(8));

    public static Guid Person(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    /// <summary>Ten years in the specialty, licence in force, trained: eligible by every clause.</summary>
    public static PractitionerFacts Physician(int number = 1) => new(
        Person(number),
        PractitionerKind.Physician,
        ProfessionalTitle.Attending,
        "110990101000001",
        "临床",
        new DateOnly(2014, 1, 1),
        LicenceTo: null,
        LicensedHere: true,
        [Scope],
        [new SpecialtyPeriodFact(Radiology, new DateOnly(2016, 1, 1), To: null)],
        [new TrainingFact(Category, TrainingRoute.Normal, new DateOnly(2020, 6, 30), "T-2020-1")],
        StudyReader: false);

    public static PractitionerFacts Technician(int number = 9) =>
        Physician(number) with { Kind = PractitionerKind.Technician, Title = null, LicenceNumber = null, Scopes = [] };

    /// <summary>Decides, and holds every decision to what all must be: renderable in both languages, with facts that have names.</summary>
    public static Decision Decide<T>(string clause, T facts, DateTimeOffset? at = null, RuleEngine? engine = null, string? institution = null)
    {
        var decision = (engine ?? Engine).Decide(clause, facts, at ?? At, institution);
        foreach (var language in new[] { "zh-CN", "en" })
        {
            var text = Texts.Missing(decision, language);
            text.ShouldNotContain("{");
            string.IsNullOrEmpty(text).ShouldBe(decision.Outcome == ClauseOutcome.Satisfied);
            foreach (var key in decision.Facts.Keys)
                Texts.FactLabel(decision, key, language).ShouldNotBe(language == "en" ? key : "", $"the fact '{key}' has no label");
        }

        var pack = Catalog.Packs.Single(p => p.Find(clause) is not null);
        foreach (var (key, value) in decision.Facts.Where(f => pack.Facts[f.Key].HasCodes && f.Value is not null))
            (value as IEnumerable<object?> ?? [value]).ShouldAllBe(code => pack.Terms.ContainsKey((string)code!), $"a code of '{key}' has no words");
        DecisionJson.DeserializeList(DecisionJson.Serialize([decision])).ShouldBe([decision]);
        return decision;
    }

    public static Decision Eligibility(string clause, PractitionerFacts practitioner, DateTimeOffset? at = null) =>
        Decide(clause, new EligibilityFacts(practitioner, Needs), at);

    public static IEnumerable<string> Codes(this Decision decision) => decision.Missing.Select(m => m.Code);

    public static RuleEngine WithOverlays(params string[] overlays) =>
        new(RegulationCatalog.LoadEmbedded(overlays.Select(o => (Stream)new MemoryStream(System.Text.Encoding.UTF8.GetBytes(o)))), All);
}
