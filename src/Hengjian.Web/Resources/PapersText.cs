namespace Hengjian.Web.Resources;

/// <summary>What readers and patients hold in hand: the diagnostic report, signed consents on paper, images of findings.</summary>
public sealed class PapersText;
