using System.Globalization;
using Hengjian.Governance.Regulations;

namespace Hengjian.Web.Localization;

/// <summary>Instants on the institution's clock (Asia/Shanghai), as pages write them in every language.</summary>
internal static class LocalTime
{
    /// <summary>To the minute.</summary>
    public static string Minute(DateTimeOffset instant) => Text(instant, "yyyy-MM-dd HH:mm");

    /// <summary>To the second.</summary>
    public static string Second(DateTimeOffset instant) => Text(instant, "yyyy-MM-dd HH:mm:ss");

    /// <summary>As the browser's field for date and time takes it.</summary>
    public static string ForField(DateTimeOffset instant) => Text(instant, "yyyy-MM-dd'T'HH:mm");

    private static string Text(DateTimeOffset instant, string format) => instant.ToOffset(ShanghaiDay.Offset).ToString(format, CultureInfo.InvariantCulture);
}
