using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Cases.ObservedImports;

/// <summary>The words of files of observed acts.</summary>
internal static class ObservedWords
{
    public static readonly SheetWords In = new(typeof(ObservedWords));
}

/// <summary>Names of the columns of files of observed acts, for pages.</summary>
public static class ObservedTableWords
{
    public static string Column(string code, string language) => ObservedWords.In.Column(code, language);
}
