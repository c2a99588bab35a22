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
}
