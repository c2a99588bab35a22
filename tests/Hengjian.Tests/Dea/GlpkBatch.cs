using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hengjian.Methods.Dea;

namespace Hengjian.Tests.Dea;

/// <summary>
/// Many small programs in one file for GLPK's glpsol, as independent blocks of a single program: the optimum of each block is the
/// value of its own objective variable. The programs are written from their definitions, not from the solver's own tables; each row
/// is divided by the unit's own value, so that glpsol's absolute tolerances mean the same for small units and large ones. Where that
/// is not enough, glpsol computes with exact fractions; it needs so long for them that a batch should then hold one block only.
/// </summary>
internal sealed class GlpkBatch(bool isExact = false)
{
    readonly StringBuilder rows = new();
    readonly List<int> signs = [];
    readonly List<string> free = [];

    public static string? Executable { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "glpsol")).FirstOrDefault(File.Exists);

    public int Count => signs.Count;

    /// <summary>The radial score of a unit, in phase 1.</summary>
    public void AddRadial(DeaData data, int unit, ReturnsToScale returns, Orientation orientation, int excluded = -1)
    {
        var isInput = orientation == Orientation.Input;
        var objective = Begin(isInput ? 1 : -1);
        ForEachRow(data, unit, (terms, own, scale, isInputRow) =>
        {
            var bound = isInputRow == isInput ? Term(-own / scale, objective) : "";
            var constant = isInputRow == isInput ? 0 : own / scale;
            Row($"{terms} {bound}", isInputRow ? "<=" : ">=", constant);
        }, excluded);
        AddReturns(data.Count, returns, excluded);
    }

    /// <summary>How far the program of <see cref="AddRadial"/> is from having a solution: 0 when it has one.</summary>
    public void AddInfeasibility(DeaData data, int unit, ReturnsToScale returns, Orientation orientation, int excluded)
    {
        var isInput = orientation == Orientation.Input;
        var gap = Begin(1);
        var score = $"t{Count}";
        ForEachRow(data, unit, (terms, own, scale, isInputRow) =>
        {
            var bound = isInputRow == isInput ? Term(-own / scale, score) : "";
            Row($"{terms} {bound} {Term(isInputRow ? -1 : 1, gap)}", isInputRow ? "<=" : ">=", isInputRow == isInput ? 0 : own / scale);
        }, excluded);
        AddReturns(data.Count, returns, excluded);
    }

    /// <summary>The largest sum of slacks with the score fixed, in multiples of <paramref name="unitOfMeasure"/>.</summary>
    public void AddSlacks(DeaData data, int unit, ReturnsToScale returns, Orientation orientation, double score, double unitOfMeasure)
    {
        var isInput = orientation == Orientation.Input;
        var objective = Begin(-1);
        var sum = new StringBuilder(Term(-1, objective));
        var number = 0;
        ForEachRow(data, unit, (terms, own, scale, isInputRow) =>
        {
            var slack = $"s{Count}_{++number}";
            Row($"{terms} {Term(isInputRow ? 1 : -1, slack)}", "=", (isInputRow == isInput ? score : 1) * own / scale);
            sum.Append(Term(scale / unitOfMeasure, slack));
        });
        AddReturns(data.Count, returns, excluded: -1);
        Row(sum.ToString(), "=", 0);
    }

    /// <summary>The least cost of a unit's outputs as a share of its actual cost.</summary>
    public void AddCost(DeaData data, int unit, ReturnsToScale returns, double[] prices)
    {
        var objective = Begin(1);
        var actual = Enumerable.Range(0, prices.Length).Sum(i => prices[i] * data.Input(i)[unit]);
        var cost = new StringBuilder(Term(-1, objective));
        for (var j = 0; j < data.Count; j++)
            cost.Append(Term(Enumerable.Range(0, prices.Length).Sum(i => prices[i] * data.Input(i)[j]) / actual, Lambda(j)));
        Row(cost.ToString(), "=", 0);
        ForEachRow(data, unit, (terms, own, scale, isInputRow) =>
        {
            if (!isInputRow)
                Row(terms, ">=", own / scale);
        });
        AddReturns(data.Count, returns, excluded: -1);
    }

    /// <summary>The slacks-based measure in its linear form.</summary>
    public void AddSlacksBased(DeaData data, int unit, bool isVariable)
    {
        var objective = Begin(1);
        free.Add(objective);
        var t = $"t{Count}";
        var value = new StringBuilder(Term(-1, objective) + Term(1, t));
        var normal = new StringBuilder(Term(1, t));
        var number = 0;
        ForEachRow(data, unit, (terms, own, scale, isInputRow) =>
        {
            var slack = $"s{Count}_{++number}";
            Row($"{terms} {Term(isInputRow ? 1 : -1, slack)} {Term(-own / scale, t)}", "=", 0);
            (isInputRow ? value : normal).Append(Term(isInputRow ? -scale / own / data.InputCount : scale / own / data.OutputCount, slack));
        });
        Row(value.ToString(), "=", 0);
        Row(normal.ToString(), "=", 1);
        if (isVariable)
            Row(string.Concat(Enumerable.Range(0, data.Count).Select(j => Term(1, Lambda(j)))) + Term(-1, t), "=", 0);
    }

    /// <summary>Runs glpsol once and returns the optimum of every block, in the order they were added.</summary>
    public double[] Solve()
    {
        var folder = Directory.CreateTempSubdirectory("hengjian-glpk").FullName;
        try
        {
            var (problem, solution) = (Path.Combine(folder, "problem.lp"), Path.Combine(folder, "solution.txt"));
            File.WriteAllText(problem, Text());
            var start = new ProcessStartInfo(Executable!) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in new[] { "--lp", problem, "-w", solution, isExact ? "--exact" : "--std" })
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var log = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            log.ShouldContain(isExact ? "OPTIMAL SOLUTION FOUND" : "OPTIMAL LP SOLUTION FOUND");

            // "j NUMBER STATUS VALUE DUAL", columns in the order of their first appearance, which is the objective.
            return
            [
                .. File.ReadLines(solution).Where(line => line.StartsWith("j ", StringComparison.Ordinal)).Take(Count)
                    .Select(line => double.Parse(line.Split(' ')[3], CultureInfo.InvariantCulture)),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    string Text()
    {
        var text = new StringBuilder("Minimize\n obj:");
        for (var block = 1; block <= Count; block++)
            text.Append(Term(signs[block - 1], $"z{block}"));
        text.Append("\nSubject To\n").Append(rows);
        if (free.Count > 0)
            text.Append("Bounds\n").AppendJoin('\n', free.Select(name => $" {name} free")).Append('\n');
        return text.Append("End\n").ToString();
    }

    string Begin(int sign)
    {
        signs.Add(sign);
        return $"z{Count}";
    }

    string Lambda(int unit) => $"l{Count}_{unit}";

    void ForEachRow(DeaData data, int unit, Action<string, double, double, bool> add, int excluded = -1)
    {
        for (var row = 0; row < data.InputCount + data.OutputCount; row++)
        {
            var isInputRow = row < data.InputCount;
            var values = isInputRow ? data.Input(row) : data.Output(row - data.InputCount);
            var own = values[unit];
            var scale = own > 0 ? own : 1;
            var terms = new StringBuilder();
            for (var j = 0; j < values.Length; j++)
            {
                if (j != excluded && values[j] != 0)
                    terms.Append(Term(values[j] / scale, Lambda(j)));
            }

            if (terms.Length == 0)
                terms.Append(Term(0, $"zero{Count}"));
            add(terms.ToString(), own, scale, isInputRow);
        }
    }

    void AddReturns(int count, ReturnsToScale returns, int excluded)
    {
        if (returns == ReturnsToScale.Constant)
            return;
        var sum = string.Concat(Enumerable.Range(0, count).Where(j => j != excluded).Select(j => Term(1, Lambda(j))));
        Row(sum.Length > 0 ? sum : Term(0, $"zero{Count}"), returns switch
        {
            ReturnsToScale.Variable => "=",
            ReturnsToScale.NonIncreasing => "<=",
            _ => ">=",
        }, 1);
    }

    void Row(string terms, string relation, double constant) =>
        rows.Append(CultureInfo.InvariantCulture, $" {terms} {relation} {constant:R}\n");

    static string Term(double coefficient, string variable) =>
        string.Create(CultureInfo.InvariantCulture, $" {(coefficient < 0 ? "-" : "+")} {Math.Abs(coefficient):R} {variable}");
}
