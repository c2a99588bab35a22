using System.Text.Json;
using System.Text.Json.Serialization;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Web.Components.Design;

namespace Hengjian.Web.Components.Pages.Reporting;

/// <summary>How the state of a message looks, on every page.</summary>
internal static class ReportingLook
{
    public static Tone Of(ReportState state) => state switch
    {
        ReportState.Accepted => Tone.Ok,
        ReportState.Rejected or ReportState.Held => Tone.Bad,
        ReportState.Ready or ReportState.Pending => Tone.Warn,
        ReportState.Sent => Tone.Info,
        _ => Tone.None,
    };
}

/// <summary>The file in which receipts come back, as JSON.</summary>
internal static class ReceiptFile
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        MaxDepth = 16,
    };
}
