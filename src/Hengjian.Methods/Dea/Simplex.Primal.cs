namespace Hengjian.Methods.Dea;

/// <content>The primal method: what works off reduced costs, and the second phase.</content>
internal sealed partial class Simplex
{
    Outcome Primal(bool isSecond, int kept)
    {
        var idle = 0;
        for (var steps = 0; steps < limit && idle < patience * LongestIdle; steps++)
        {
            var bland = idle > patience;
            var gains = ScanForPrimal(isSecond);
            var entering = EnteringForPrimal(gains, isSecond, kept, bland, out var position, out var step);
            if (entering < 0)
            {
                if (basis.IsFresh)
                    return Outcome.Optimal;
                if (!basis.Renew())
                    return Outcome.Failed;
                idle++;
                continue;
            }

            idle = IsGain(step * gains[entering], isSecond ? SecondObjective : Objective) ? 0 : idle + 1;
            if (!basis.Exchange(position, entering, column, direction))
                return Outcome.Failed;
        }

        return Outcome.Failed;
    }

    /// <summary>What each variable would gain (−d); in the second phase 0 for those that would change the first objective.</summary>
    double[] ScanForPrimal(bool isSecond)
    {
        FirstPrices();
        SetWeights(prices, firstWeights, withCosts: true);
        var tolerance = isSecond ? tolerances.Face : tolerances.Dual;
        if (isSecond)
        {
            for (var i = 0; i < program.Rows; i++)
                basicCosts[i] = SecondCostOf(basis.Variables[i]);
            basis.Prices(basicCosts, secondPrices);
            basis.Clean(secondPrices);
            SetWeights(secondPrices, secondWeights, withCosts: false);
        }
        else
        {
            Array.Clear(secondWeights);
        }

        program.Matrix.Scan(firstWeights, tolerance, secondWeights, tolerances.Dual, first, second);
        ScanOwn(prices, tolerance, program.OwnCosts, first);
        if (isSecond)
        {
            ScanOwn(secondPrices, tolerances.Dual, program.OwnSecondCosts, second);
            for (var j = 0; j < first.Length; j++)
            {
                if (first[j] != 0)
                    second[j] = 0;
            }
        }

        var gains = isSecond ? second : first;
        Silence(gains);
        return gains;
    }

    /// <summary>
    /// The variable that gains most, with the one it drives out. No program of this family is unbounded, so a variable that nothing
    /// stops gains by rounding only and is passed over; unless it gains too clearly for that: then what stops it is so small beside
    /// the rest of its column that it was taken for rounding.
    /// </summary>
    int EnteringForPrimal(double[] gains, bool isSecond, int kept, bool bland, out int position, out double step)
    {
        (position, step) = (-1, 0);
        while (RatioTest.Largest(gains, bland) is var entering and >= 0)
        {
            program.CopyColumn(entering, column);
            basis.Direction(column, direction, tolerances.Value);
            position = LeavingForPrimal(kept, bland, out step);
            if (position < 0 && basis.IsFresh && IsClear(gains[entering], entering, isSecond))
            {
                basis.Direction(column, direction, tolerances.Value, isLevelled: false);
                position = LeavingForPrimal(kept, bland, out step);
            }

            if (position >= 0)
                return entering;
            gains[entering] = 0;
        }

        return -1;
    }

    /// <summary>Whether a gain is more than a millionth of the terms that it is the sum of.</summary>
    bool IsClear(double gain, int entering, bool isSecond)
    {
        var magnitude = Math.Abs(isSecond ? SecondCostOf(entering) : program.CostOf(entering));
        for (var i = 0; i < program.Rows; i++)
            magnitude += Math.Abs((isSecond ? secondPrices[i] : prices[i]) * column[i]);
        return gain > ClearGain * magnitude;
    }

    /// <summary>The primal ratio test; −1 when nothing bounds the step.</summary>
    int LeavingForPrimal(int kept, bool bland, out double step)
    {
        step = double.PositiveInfinity;
        for (var i = 0; i < program.Rows; i++)
        {
            if (StepTo(i, kept) is { } ratio && ratio < step)
                step = ratio;
        }

        var best = -1;
        for (var i = 0; i < program.Rows; i++)
        {
            if (StepTo(i, kept) is not { } ratio || ratio > step * (1 + Tie))
                continue;
            var better = best < 0
                || (bland ? basis.Variables[i] < basis.Variables[best] : Math.Abs(direction[i]) > Math.Abs(direction[best]));
            if (better)
                best = i;
        }

        return best;
    }

    /// <summary>How far the entering variable may grow until a basic one meets the end of its domain; null when it never does.</summary>
    double? StepTo(int position, int kept)
    {
        var variable = basis.Variables[position];
        var domain = program.DomainOf(variable);
        if (variable == kept || domain == Domain.Free)
            return null;
        if (direction[position] == 0)
            return null;
        if (domain == Domain.Zero)
            return 0;
        if (direction[position] < 0)
            return null;
        return basis.IsNegligible(position, tolerances.Value) ? 0 : Math.Max(0, basis.Values[position]) / direction[position];
    }
}
