using Hengjian.Governance.Kernel;
using Hengjian.Governance.Transparency;
using Hengjian.Ledger;
using Hengjian.Web.Components.Forms;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.Web.Components.Pages.Ledger;

/// <summary>What the pages of the ledger share.</summary>
public abstract class LedgerPageBase : FormPage<LedgerPagesText>
{
    [Inject]
    protected LedgerQueries Log { get; set; } = null!;

    internal Guid Institution => Caller.InstitutionId;

    protected static string Instant(long microseconds) => LocalExact(ShanghaiTime.FromMicroseconds(microseconds));

    /// <summary>The area of an action's code in words: <c>case.registered</c> → Cases.</summary>
    protected string Area(string action)
    {
        var area = L["Area." + action.Split('.')[0]];
        return area.ResourceNotFound ? L["Area.other"] : area;
    }

    protected string Actor(RecordActor actor) => L["ActorKind." + actor.Kind];
}
