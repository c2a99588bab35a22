using System.Text.Json.Nodes;
using Hengjian.Methods.Ranking;

namespace Hengjian.Cli.Methods.Ranking;

internal sealed class FuzzyEvaluationMethod : IMethod
{
    static readonly MethodOption<IReadOnlyList<string>> Grades = Option.Columns("grades", "columns of memberships, one a grade");
    static readonly MethodOption<string> Weight = Option.Column("weight", "column of the factors' weights, sum 1");
    static readonly MethodOption<IReadOnlyList<double>> GradeScores = Option.Numbers("grade-scores", NumberRule.Any, "one score a grade");
    static readonly (string Name, FuzzyOperator Operator)[] Operators =
    [
        ("min_max", FuzzyOperator.MinMax),
        ("product_max", FuzzyOperator.ProductMax),
        ("min_bounded_sum", FuzzyOperator.MinBoundedSum),
        ("weighted_average", FuzzyOperator.WeightedAverage),
    ];

    public string Name => "fuzzy-evaluation";

    public string Summary => "Fuzzy comprehensive evaluation by four operators.";

    public IReadOnlyList<MethodOption> Options { get; } = [Grades, Weight, GradeScores];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var grades = input.Get(Grades);
        var scores = input.Get(GradeScores);
        if (scores.Count != grades.Count)
            throw new OptionException($"--grade-scores: {scores.Count} numbers for {grades.Count} grades");
        var columns = input.Data.Numbers(grades, NumberRule.Probability);
        double[][] memberships = [.. Enumerable.Range(0, input.Data.RowCount).Select(row => columns.Select(column => column[row]).ToArray())];
        var weights = input.Data.Numbers(input.Get(Weight), NumberRule.NonNegative);
        var operators = new JsonObject();
        foreach (var (name, composition) in Operators)
            operators[name] = Evaluation(grades, FuzzyEvaluation.Compute(memberships, weights, scores, composition));
        return new JsonObject { ["operators"] = operators };
    }

    static JsonObject Evaluation(IReadOnlyList<string> grades, FuzzyEvaluationResult result) => new JsonObject
    {
        ["vector"] = Numbers(result.Vector),
        ["normalized"] = result.Normalised is { } normalised ? Numbers(normalised) : null,
        ["score"] = result.Score,
        ["grade"] = result.Grade is { } grade ? grades[grade] : null,
    }.WithReason(result.Grade is null ? "all memberships are 0" : null);

    static JsonArray Numbers(IEnumerable<double> values) => [.. values.Select(value => (JsonNode)value)];
}
