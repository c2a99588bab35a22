namespace Hengjian.Governance.Cases.Contracts;

/// <summary>Facts of HP-13.4.</summary>
/// <param name="Invasive">An invasive examination is involved.</param>
/// <param name="OnPaper">Consents to it that were signed by hand on paper, in order of recording.</param>
public sealed record ConsentScanFacts(bool Invasive, IReadOnlyList<PaperConsentFact> OnPaper);

/// <summary>A consent on paper.</summary>
/// <param name="Id">The consent.</param>
/// <param name="Emergency">A lead approved going on because nobody was reached.</param>
/// <param name="Scanned">A scan of it is attached that was not withdrawn.</param>
/// <param name="WithdrawnAt">When the consent was taken back.</param>
public sealed record PaperConsentFact(Guid Id, bool Emergency, bool Scanned, DateTimeOffset? WithdrawnAt = null);
