namespace Hengjian.Governance.Readiness.Contracts;

/// <summary>When the daily run happens, in the section <c>readiness</c> of <c>DIR/hengjian.json</c>.</summary>
public sealed class ReadinessOptions
{
    public const string Section = "readiness";

    /// <summary>False: neither daily runs nor evaluation on change; for commands and tests.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Hour of the day (0 to 23, Asia/Shanghai) from which the day's run is due.</summary>
    public int Hour { get; set; } = 6;
}
