using System.Globalization;
using Hengjian.Methods.Common;

namespace Hengjian.Methods.Dea;

/// <summary>The units of a data envelopment analysis: what each consumes and what each yields. Immutable after construction.</summary>
public sealed class DeaData
{
    readonly double[][] inputs;
    readonly double[][] outputs;

    /// <summary>Takes a copy of the data and checks it.</summary>
    /// <param name="inputs">One array an input, each with a value a unit, in any unit of measurement; finite and not below 0.</param>
    /// <param name="outputs">One array an output, each with a value a unit; finite and not below 0.</param>
    /// <param name="inputNames">Names for messages, one an input; null for <c>input1</c>, <c>input2</c>, …</param>
    /// <param name="outputNames">Names for messages, one an output; null for <c>output1</c>, <c>output2</c>, …</param>
    /// <exception cref="BadInputException">No unit, a negative or non-finite value, or a unit without a positive input or output.</exception>
    /// <exception cref="ArgumentException">No input, no output, or arrays of different lengths.</exception>
    public DeaData(
        IReadOnlyList<double[]> inputs,
        IReadOnlyList<double[]> outputs,
        IReadOnlyList<string>? inputNames = null,
        IReadOnlyList<string>? outputNames = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        if (inputs.Count == 0 || outputs.Count == 0)
            throw new ArgumentException("At least one input and one output are needed.");
        Count = inputs[0].Length;
        if (inputs.Concat(outputs).Any(column => column.Length != Count))
            throw new ArgumentException("Every input and output needs one value a unit.");
        if (Count == 0)
            throw new BadInputException("no units");

        this.inputs = [.. inputs.Select(column => (double[])column.Clone())];
        this.outputs = [.. outputs.Select(column => (double[])column.Clone())];
        InputNames = inputNames ?? Numbered("input", inputs.Count);
        OutputNames = outputNames ?? Numbered("output", outputs.Count);
        if (InputNames.Count != inputs.Count || OutputNames.Count != outputs.Count)
            throw new ArgumentException("One name an input and one an output are needed.");
        Check(this.inputs, InputNames, "a unit needs at least one positive input");
        Check(this.outputs, OutputNames, "a unit needs at least one positive output");
    }

    /// <summary>Units.</summary>
    public int Count { get; }

    /// <summary>Names of the inputs, for messages.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>Names of the outputs, for messages.</summary>
    public IReadOnlyList<string> OutputNames { get; }

    /// <summary>Number of inputs.</summary>
    public int InputCount => inputs.Length;

    /// <summary>Number of outputs.</summary>
    public int OutputCount => outputs.Length;

    /// <summary>One value a unit of an input, counted from 0.</summary>
    public ReadOnlySpan<double> Input(int index) => inputs[index];

    /// <summary>One value a unit of an output, counted from 0.</summary>
    public ReadOnlySpan<double> Output(int index) => outputs[index];

    /// <summary>The same units with every value above 0, or an exception that names the first that is not.</summary>
    internal void RequirePositive()
    {
        for (var unit = 0; unit < Count; unit++)
        {
            foreach (var (columns, names) in new[] { (inputs, InputNames), (outputs, OutputNames) })
            {
                for (var c = 0; c < columns.Length; c++)
                {
                    if (columns[c][unit] <= 0)
                        throw new BadInputException("must be above 0", unit + 1, names[c], columns[c][unit].ToString(CultureInfo.InvariantCulture));
                }
            }
        }
    }

    void Check(double[][] columns, IReadOnlyList<string> names, string withoutPositive)
    {
        for (var unit = 0; unit < Count; unit++)
        {
            var positive = false;
            for (var c = 0; c < columns.Length; c++)
            {
                var value = columns[c][unit];
                if (!(value >= 0 && double.IsFinite(value)))
                {
                    var problem = double.IsFinite(value) ? "must not be below 0" : "must be a finite number";
                    throw new BadInputException(problem, unit + 1, names[c], value.ToString(CultureInfo.InvariantCulture));
                }

                positive |= value > 0;
            }

            if (!positive)
                throw new BadInputException(withoutPositive, unit + 1, names[0], "0");
        }
    }

    static string[] Numbered(string name, int count) => [.. Enumerable.Range(1, count).Select(i => FormattableString.Invariant($"{name}{i}"))];
}

/// <summary>Which scalings of an observed unit count as possible: a condition on the sum of the weights λ.</summary>
public enum ReturnsToScale
{
    /// <summary>Constant (CRS, the CCR model): no condition.</summary>
    Constant,

    /// <summary>Variable (VRS, the BCC model): Σλ = 1.</summary>
    Variable,

    /// <summary>Non-increasing (NIRS): Σλ ≤ 1.</summary>
    NonIncreasing,

    /// <summary>Non-decreasing (NDRS): Σλ ≥ 1.</summary>
    NonDecreasing,
}

/// <summary>What a radial measure scales.</summary>
public enum Orientation
{
    /// <summary>Shrink the inputs at the given outputs.</summary>
    Input,

    /// <summary>Expand the outputs at the given inputs.</summary>
    Output,
}
