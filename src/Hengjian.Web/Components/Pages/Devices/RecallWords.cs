using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Devices.Tracing;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Devices;

/// <summary>What a recall is of, in words.</summary>
internal static class RecallWords
{
    public static string What(RecallItem recall, IStringLocalizer<DevicesText> texts) => recall.Kind switch
    {
        RecallKind.Lot => texts["Recall.OfLot", recall.ConsumableName ?? "", recall.Lot ?? ""],
        RecallKind.Product => texts["Recall.OfProduct", recall.ConsumableName ?? ""],
        _ => texts["Recall.OfSoftware", $"{recall.Algorithm} {recall.SoftwareVersion}".Trim()],
    };
}
