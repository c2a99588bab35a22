namespace Hengjian.Cli.Methods.Diagnostic;

/// <summary>Diagnostic accuracy, ROC, readers, calibration, fairness and sample size.</summary>
internal static class DiagnosticMethods
{
    public static IReadOnlyList<IMethod> All { get; } =
    [
        new DiagnosticAccuracyMethod(),
        new ProportionCiMethod(),
        new McNemarMethod(),
        new RocMethod(),
        new DeLongMethod(),
        new MrmcMethod(),
        new HosmerLemeshowMethod(),
        new CalibrationMethod(),
        new FairnessMethod(),
        new SampleSizeMethod(),
    ];
}
