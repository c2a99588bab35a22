using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Design;

namespace Hengjian.Web.Components.Forms;

/// <content>Words for codes: the text <c>Kind.Value</c> of the area.</content>
public abstract partial class FormPage<TTexts>
{
    protected string Word<T>(T value)
        where T : struct, Enum => L[typeof(T).Name + "." + value];

    protected string? Word<T>(T? value)
        where T : struct, Enum => value is { } known ? Word(known) : null;

    /// <summary>The values of an enumeration as choices: these <paramref name="only"/>, or every one where none is named.</summary>
    protected IReadOnlyList<Choice> Choices<T>(params T[] only)
        where T : struct, Enum => [.. (only.Length == 0 ? Enum.GetValues<T>() : only).Select(v => new Choice(CodeName.Of(v), Word(v)))];

    /// <summary>Every value of an enumeration as a choice, save those left out.</summary>
    protected IReadOnlyList<Choice> ChoicesWithout<T>(params T[] without)
        where T : struct, Enum => Choices([.. Enum.GetValues<T>().Except(without)]);
}
