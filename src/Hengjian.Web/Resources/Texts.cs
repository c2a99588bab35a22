namespace Hengjian.Web.Resources;

// One marker class for each pair of resource files of the same name: Name.resx (English, neutral) and Name.zh-CN.resx.

/// <summary>Words that several modules use: states, levels, titles, buttons.</summary>
public sealed class CommonText;

/// <summary>The frame around pages, navigation and error pages.</summary>
public sealed class LayoutText;

/// <summary>The words of the design system's own components.</summary>
public sealed class DesignText;

/// <summary>The invented sample of the style guide.</summary>
public sealed class StyleGuideText;

/// <summary>The work-list, the case and its forms.</summary>
public sealed class CasesText;

/// <summary>The first page: what waits for a person.</summary>
public sealed class HomeText;

/// <summary>Quality statistics, the cases behind them, imports of reader studies and jobs.</summary>
public sealed class QualityText;
