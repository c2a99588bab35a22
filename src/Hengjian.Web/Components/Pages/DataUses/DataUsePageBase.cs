using System.Globalization;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.DataUse.Register;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using FieldError = Hengjian.Web.Components.Design.FieldError;

namespace Hengjian.Web.Components.Pages.DataUses;

/// <summary>What the pages of the register of data use share: words for codes, looks of states, several forms on a page.</summary>
public abstract class DataUsePageBase : FormPage<DataUseText>
{
    private string? _posted;

    /// <summary>The decisions that refused what was posted.</summary>
    protected IReadOnlyList<Decision> Refused { get; private set; } = [];

    protected string Word<T>(T value)
        where T : struct, Enum => L[typeof(T).Name + "." + value];

    protected IReadOnlyList<Choice> Choices<T>(IEnumerable<T>? only = null)
        where T : struct, Enum => [.. (only ?? Enum.GetValues<T>()).Select(v => new Choice(CodeName.Of(v), Word(v)))];

    protected static Tone ToneOf(DataUseState state) => state switch
    {
        DataUseState.InForce => Tone.Ok,
        DataUseState.Upcoming => Tone.Info,
        DataUseState.UsedUp => Tone.Warn,
        DataUseState.DestructionDue => Tone.Bad,
        _ => Tone.None,
    };

    protected string Amount(long amount, AmountUnit unit) => L["Amount.With", amount.ToString("N0", CultureInfo.InvariantCulture), Word(unit)];

    /// <summary>Share of the amount that has left.</summary>
    protected static double Share(DataUseItem item) => (double)item.AmountUsed / item.AmountLimit;

    protected IReadOnlyList<FieldError> ErrorsOf(string form) => _posted == form ? Errors : [];

    internal async Task ActAsync<T>(string form, string next, Func<Task<Outcome<T>>> act)
    {
        _posted = form;
        Outcome<T> outcome = Form.Errors.Any ? Form.Errors.ToRefusal() : Caller.Can(Permission.DataUseWrite) ? await act() : new Forbidden("access.roleLacking");
        Refused = (outcome.Refusal as RuleRefused)?.Decisions ?? [];
        if (Accept(outcome))
        {
            Navigation.NavigateTo(next);
        }
    }
}
