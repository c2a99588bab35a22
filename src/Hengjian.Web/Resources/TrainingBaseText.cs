namespace Hengjian.Web.Resources;

/// <summary>Training bases and programmes.</summary>
public sealed class TrainingBaseText;
