using Hengjian.Methods.Common;

namespace Hengjian.Methods.Diagnostic;

/// <summary>How the covariances of the areas are estimated.</summary>
public enum AucCovariance
{
    /// <summary>By DeLong's structural components.</summary>
    DeLong,

    /// <summary>By leaving out one case at a time.</summary>
    Jackknife,
}

/// <summary>The area of one reader with one modality.</summary>
/// <param name="Modality">Name.</param>
/// <param name="Reader">Name.</param>
/// <param name="Auc">In [0, 1].</param>
/// <param name="StandardError">Root of its variance by the chosen covariance.</param>
public sealed record ReaderAuc(string Modality, string Reader, double Auc, double StandardError);

/// <summary>The mean area of a modality over random readers and random cases.</summary>
/// <param name="Modality">Name.</param>
/// <param name="Auc">Mean over the readers.</param>
/// <param name="StandardError">√((MS(R)ᵢ + max(r·cov2ᵢ, 0))/r).</param>
/// <param name="DegreesOfFreedom">Hillis'; infinite where the readers do not differ, null where nothing varies.</param>
/// <param name="Interval">By Student's t, not cut; null where the degrees of freedom are.</param>
public sealed record ModalityMean(string Modality, double Auc, double StandardError, double? DegreesOfFreedom, Interval? Interval);

/// <summary>Variance components. The first two are differences of estimates and may be negative; they are not cut.</summary>
/// <param name="Reader">(MS(R) − MS(TR))/t − cov1 + cov3.</param>
/// <param name="ModalityReader">MS(TR) − error + cov1 + cov2 − cov3.</param>
/// <param name="Error">Mean variance of the areas.</param>
/// <param name="Cov1">Mean covariance, same reader, different modality.</param>
/// <param name="Cov2">Mean covariance, different reader, same modality.</param>
/// <param name="Cov3">Mean covariance, both different.</param>
public sealed record MrmcComponents(double Reader, double ModalityReader, double Error, double Cov1, double Cov2, double Cov3);

/// <summary>The difference of two modalities.</summary>
/// <param name="A">The earlier modality.</param>
/// <param name="B">The later one.</param>
/// <param name="Difference">Mean area of A − mean area of B.</param>
/// <param name="StandardError">Of the difference.</param>
/// <param name="DegreesOfFreedom">Of Student's t; infinite means the normal law.</param>
/// <param name="Statistic">Difference over standard error, t or z; null where the standard error is zero.</param>
/// <param name="P">Two-sided; null where the statistic is.</param>
/// <param name="Interval">Null where the statistic is.</param>
public sealed record ModalityDifference(
    string A, string B, double Difference, double StandardError, double DegreesOfFreedom, double? Statistic, double? P, Interval? Interval);

/// <summary>The test that all modalities are equal, under one view of what is random.</summary>
/// <param name="Statistic">F, or χ² where readers are fixed; null where the error term is zero.</param>
/// <param name="Df1">Numerator degrees of freedom, or those of χ².</param>
/// <param name="Df2">Denominator degrees of freedom; infinite where readers and modalities do not interact, null for χ² and where undefined.</param>
/// <param name="P">p-value; null where the statistic is.</param>
/// <param name="Differences">Every pair i &lt; j.</param>
public sealed record MrmcTest(double? Statistic, double Df1, double? Df2, double? P, IReadOnlyList<ModalityDifference> Differences);

/// <summary>The analysis of a reader study.</summary>
/// <param name="Positives">Cases with the condition.</param>
/// <param name="Negatives">Cases without.</param>
/// <param name="ReaderAucs">Modality outer, reader inner.</param>
/// <param name="ModalityMeans">In the order of the modalities.</param>
/// <param name="Components">Variance components.</param>
/// <param name="MeanSquareModality">MS(T).</param>
/// <param name="MeanSquareInteraction">MS(TR).</param>
/// <param name="RandomReadersRandomCases">Generalises to other readers and cases.</param>
/// <param name="FixedReadersRandomCases">Generalises to other cases of these readers.</param>
/// <param name="RandomReadersFixedCases">Generalises to other readers of these cases.</param>
public sealed record MrmcResult(
    int Positives,
    int Negatives,
    IReadOnlyList<ReaderAuc> ReaderAucs,
    IReadOnlyList<ModalityMean> ModalityMeans,
    MrmcComponents Components,
    double MeanSquareModality,
    double MeanSquareInteraction,
    MrmcTest RandomReadersRandomCases,
    MrmcTest FixedReadersRandomCases,
    MrmcTest RandomReadersFixedCases);
