namespace Hengjian.Web.Resources;

/// <summary>Outcome feedback of physicians and proposals of re-training.</summary>
public sealed class FeedbackText;
