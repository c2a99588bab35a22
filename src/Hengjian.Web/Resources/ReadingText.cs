namespace Hengjian.Web.Resources;

/// <summary>Reading plans, sittings, critical values, assignment of readers, steps out of a disagreement.</summary>
public sealed class ReadingText;
