namespace Hengjian.Governance.Handovers.Contracts;

/// <summary>A list of people in a row, as text of ids separated by blanks: the form that both databases search alike.</summary>
public static class NamedPeople
{
    public static IEnumerable<Guid> Read(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse);

    /// <summary>The list with one person in the place of another.</summary>
    public static string Replace(string text, Guid from, Guid to) => string.Join(' ', Read(text).Select(id => (id == from ? to : id).ToString("D")));
}
