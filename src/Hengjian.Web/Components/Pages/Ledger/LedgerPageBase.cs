using Hengjian.Web.Localization;
using Hengjian.Governance.Access.Contracts;
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
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();

    [Inject]
    protected LedgerQueries Log { get; set; } = null!;

    [Inject]
    internal IActorNames Actors { get; set; } = null!;

    internal Guid Institution => Caller.InstitutionId;

    protected static string Instant(long microseconds) => LocalTime.Second(StoredInstant.FromMicroseconds(microseconds));

    /// <summary>The area of an action's code in words: <c>case.registered</c> → Cases.</summary>
    protected string Area(string action)
    {
        var area = L["Area." + action.Split('.')[0]];
        return area.ResourceNotFound ? L["Area.other"] : area;
    }

    /// <summary>Who acted, by name where the account or token is known.</summary>
    protected string Actor(RecordActor actor) => _names.GetValueOrDefault(actor.Id) ?? L["ActorKind." + actor.Kind];

    /// <summary>What a row is, in words; its class where there are none.</summary>
    protected string Row(string kind)
    {
        var word = L["Row." + kind];
        return word.ResourceNotFound ? kind : word;
    }

    /// <summary>Looks up the names of those who acted.</summary>
    internal async Task NameAsync(IEnumerable<LedgerEntry> entries) =>
        _names = await Actors.FindAsync(Institution, [.. entries.Select(e => e.Record.Actor.Id).Distinct()], Aborted);
}
