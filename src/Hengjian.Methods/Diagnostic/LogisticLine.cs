namespace Hengjian.Methods.Diagnostic;

/// <summary>Logistic regression on one covariate by maximum likelihood, and on an offset alone.</summary>
internal static class LogisticLine
{
    const int MaximumSteps = 100;

    /// <summary>Intercept and slope, or the reason why no finite maximum exists.</summary>
    public static (double? Intercept, double? Slope, string? Reason) Fit(ReadOnlySpan<bool> y, ReadOnlySpan<double> x)
    {
        if (WhyNoMaximum(y, x) is { } reason)
            return (null, null, reason);

        // In x standardised the curvature at the start is well conditioned, and the halved Newton steps cannot lose their way: the likelihood is concave.
        var (mean, scale) = Standard(x);
        var u = new double[x.Length];
        for (var i = 0; i < u.Length; i++)
            u[i] = (x[i] - mean) / scale;
        var share = (double)y.Count(true) / y.Length;
        double a = Math.Log(share / (1 - share)), b = 0;
        var likelihood = LogLikelihood(y, u, a, b);
        for (var step = 0; step < MaximumSteps; step++)
        {
            var (da, db, decrement) = NewtonStep(y, u, a, b);
            if (!double.IsFinite(decrement))
                break;
            var length = 1.0;
            double next;
            while (!((next = LogLikelihood(y, u, a + length * da, b + length * db)) >= likelihood - 1e-12 * Math.Abs(likelihood)) && length > 1e-10)
                length /= 2;
            a += length * da;
            b += length * db;
            likelihood = next;
            // The decrement is twice the likelihood still to be gained; the step just taken squares it.
            if (length == 1 && decrement <= 1e-18 * y.Length)
                return (a - b * mean / scale, b / scale, null);
        }
        return (null, null, "the logistic regression did not converge");
    }

    /// <summary>The intercept a with <paramref name="offset"/> added to it as it stands: Σ logistic(a + offset) = number of events.</summary>
    public static (double? Value, string? Reason) FitShift(ReadOnlySpan<bool> y, ReadOnlySpan<double> offset)
    {
        var events = y.Count(true);
        if (events == 0 || events == y.Length)
            return (null, $"one class only: {(events == 0 ? "no case" : "every case")} had the event");

        // The sum rises with a. Newton inside a bracket that each evaluation tightens, halving where a step would leave it.
        double low = -100, high = 100, a = 0;
        for (var step = 0; step < 200; step++)
        {
            double excess = -events, slope = 0;
            foreach (var o in offset)
            {
                var p = Logistic(a + o);
                excess += p;
                slope += p * (1 - p);
            }
            if (excess > 0)
                high = a;
            else
                low = a;
            var next = a - excess / slope;
            if (!(next > low && next < high))
                next = low + (high - low) / 2;
            if (Math.Abs(next - a) <= 1e-14 * Math.Max(1, Math.Abs(a)) || excess == 0)
                return (a, null);
            a = next;
        }
        return (a, null);
    }

    /// <summary>With one covariate a finite maximum exists exactly where the covariate varies and the classes overlap in it.</summary>
    static string? WhyNoMaximum(ReadOnlySpan<bool> y, ReadOnlySpan<double> x)
    {
        double low1 = double.PositiveInfinity, high1 = double.NegativeInfinity, low0 = low1, high0 = high1;
        for (var i = 0; i < x.Length; i++)
        {
            if (y[i])
                (low1, high1) = (Math.Min(low1, x[i]), Math.Max(high1, x[i]));
            else
                (low0, high0) = (Math.Min(low0, x[i]), Math.Max(high0, x[i]));
        }
        if (double.IsInfinity(low1) || double.IsInfinity(low0))
            return $"one class only: {(double.IsInfinity(low1) ? "no case" : "every case")} had the event";
        if (Math.Min(low1, low0) == Math.Max(high1, high0))
            return "all predicted probabilities are equal, so the slope is not determined";
        return low1 >= high0 || low0 >= high1 ? "separation: the predicted probabilities divide the classes" : null;
    }

    static (double Mean, double Scale) Standard(ReadOnlySpan<double> x)
    {
        double sum = 0, squares = 0;
        foreach (var value in x)
            sum += value;
        var mean = sum / x.Length;
        foreach (var value in x)
            squares += (value - mean) * (value - mean);
        return (mean, Math.Sqrt(squares / x.Length));
    }

    static (double A, double B, double Decrement) NewtonStep(ReadOnlySpan<bool> y, ReadOnlySpan<double> u, double a, double b)
    {
        double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
        for (var i = 0; i < u.Length; i++)
        {
            var p = Logistic(a + b * u[i]);
            var residual = (y[i] ? 1 : 0) - p;
            var weight = p * (1 - p);
            g0 += residual;
            g1 += residual * u[i];
            h00 += weight;
            h01 += weight * u[i];
            h11 += weight * u[i] * u[i];
        }
        var determinant = h00 * h11 - h01 * h01;
        var da = (h11 * g0 - h01 * g1) / determinant;
        var db = (h00 * g1 - h01 * g0) / determinant;
        return (da, db, g0 * da + g1 * db);
    }

    static double LogLikelihood(ReadOnlySpan<bool> y, ReadOnlySpan<double> u, double a, double b)
    {
        double sum = 0;
        for (var i = 0; i < u.Length; i++)
        {
            var eta = y[i] ? a + b * u[i] : -a - b * u[i];
            sum -= eta > 0 ? Math.Log(1 + Math.Exp(-eta)) : -eta + Math.Log(1 + Math.Exp(eta));
        }
        return sum;
    }

    static double Logistic(double eta) => 1 / (1 + Math.Exp(-eta));
}
