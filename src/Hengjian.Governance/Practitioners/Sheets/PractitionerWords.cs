using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>The words of practitioners' files.</summary>
internal static class PractitionerWords
{
    public static readonly SheetWords In = new(typeof(PractitionerWords));
}
