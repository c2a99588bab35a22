namespace Hengjian.Cli.Methods.Diagnostic;

/// <summary>Diagnostic accuracy, ROC, readers, calibration, fairness and sample size.</summary>
internal static class DiagnosticMethods
{
    public static IReadOnlyList<IMethod> All { get; } =
    [
    ];
}
