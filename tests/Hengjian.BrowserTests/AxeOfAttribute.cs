namespace Hengjian.BrowserTests;

/// <summary>Says which pages a test shows to axe, by their route templates, where it reaches them by acts instead of by a list.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AxeOfAttribute(params string[] routes) : Attribute
{
    public IReadOnlyList<string> Routes { get; } = routes;
}
