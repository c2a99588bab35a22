using Hengjian.Methods.Common;

namespace Hengjian.Methods.Diagnostic;

/// <summary>A paired 2×2 table: the first index is the first method's answer, 1 before 2, where 1 is positive.</summary>
/// <param name="N11">Both positive.</param>
/// <param name="N12">First positive, second negative.</param>
/// <param name="N21">First negative, second positive.</param>
/// <param name="N22">Both negative.</param>
public readonly record struct PairedTable(long N11, long N12, long N21, long N22)
{
    /// <summary>Counts two columns of the same length.</summary>
    /// <exception cref="BadInputException">The lengths differ.</exception>
    public static PairedTable Of(ReadOnlySpan<bool> first, ReadOnlySpan<bool> second)
    {
        var cells = ConfusionCounts.Of(first, second);
        return new PairedTable(cells.TruePositives, cells.FalseNegatives, cells.FalsePositives, cells.TrueNegatives);
    }
}

/// <summary>The McNemar family on one table. The statistics are null where no pair disagrees; the exact and mid p are then 1.</summary>
/// <param name="Table">The table.</param>
/// <param name="ChiSquare">(b−c)²/(b+c), b = N12, c = N21; one degree of freedom.</param>
/// <param name="P">Its p-value.</param>
/// <param name="ChiSquareCorrected">(|b−c|−1)²/(b+c), 0 if b = c (Edwards).</param>
/// <param name="PCorrected">Its p-value.</param>
/// <param name="PExact">min(1, 2P(X ≤ min(b, c))), X binomial with b+c trials and probability ½.</param>
/// <param name="PMid">2P(X &lt; min) + P(X = min); never above <paramref name="PExact"/>.</param>
public sealed record McNemarResult(
    PairedTable Table, double? ChiSquare, double? P, double? ChiSquareCorrected, double? PCorrected, double PExact, double PMid);

/// <summary>McNemar's test of marginal homogeneity: asymptotic, continuity-corrected, exact and mid-p.</summary>
/// <remarks>McNemar, Psychometrika 12 (1947) 153; Edwards, ibid. 13 (1948) 185; Fagerland et al., BMC Med. Res. Methodol. 13 (2013) 91 for mid-p.</remarks>
public static class McNemar
{
    /// <summary>Tests <paramref name="table"/>; only its two cells of disagreement matter.</summary>
    /// <exception cref="BadInputException">A cell is negative.</exception>
    public static McNemarResult Test(PairedTable table)
    {
        if (table.N11 < 0 || table.N12 < 0 || table.N21 < 0 || table.N22 < 0)
            throw new BadInputException("the cells must be counts");
        var discordant = table.N12 + table.N21;
        if (discordant == 0)
            return new McNemarResult(table, null, null, null, null, 1, 1);
        var gap = (double)Math.Abs(table.N12 - table.N21);
        var chiSquare = gap * gap / discordant;
        var corrected = gap == 0 ? 0 : (gap - 1) * (gap - 1) / discordant;
        var smaller = Math.Min(table.N12, table.N21);
        var below = Distributions.BinomialCdf(smaller - 1, discordant, 0.5);
        var at = Distributions.BinomialPmf(smaller, discordant, 0.5);
        return new McNemarResult(
            table,
            chiSquare,
            Distributions.ChiSquareUpper(chiSquare, 1),
            corrected,
            Distributions.ChiSquareUpper(corrected, 1),
            Math.Min(1, 2 * (below + at)),
            Math.Min(1, 2 * below + at));
    }
}
