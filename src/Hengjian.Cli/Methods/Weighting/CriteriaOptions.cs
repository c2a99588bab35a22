using System.Text.Json.Nodes;
using Hengjian.Methods.Weighting;

namespace Hengjian.Cli.Methods.Weighting;

/// <summary>The options of every method that works on a criteria matrix.</summary>
internal static class CriteriaOptions
{
    const string Equal = "equal";
    const string Entropy = "entropy";

    public static MethodOption<IReadOnlyList<string>> Criteria { get; } = Option.Columns("criteria", "columns of the criteria");

    public static MethodOption<IReadOnlyList<string>?> Cost { get; } = Option.OptionalColumns("cost", "the criteria of which less is better");

    public static MethodOption<IReadOnlyList<double>?> Weights { get; } =
        Option.OptionalNumbers("weights", NumberRule.NonNegative, "one weight a criterion, normalised to sum 1");

    public static MethodOption<string> WeightsMethod { get; } =
        Option.Choice("weights-method", "how to weight where --weights is not given", Equal, Entropy, "critic");

    /// <summary>The matrix as given; the direction from <c>--cost</c>.</summary>
    public static CriteriaMatrix Matrix(MethodInput input, NumberRule rule)
    {
        var criteria = input.Get(Criteria);
        var cost = input.Get(Cost) ?? [];
        if (cost.FirstOrDefault(name => !criteria.Contains(name)) is { } stranger)
            throw new OptionException("--cost: not one of the criteria", stranger);
        return new CriteriaMatrix(input.Data.Numbers(criteria, rule), [.. criteria.Select(cost.Contains)]);
    }

    /// <summary>The matrix with the weights that the options ask for.</summary>
    public static (CriteriaMatrix Matrix, double[] Weights) Weighted(MethodInput input)
    {
        var method = input.Get(WeightsMethod);
        if (input.Get(Weights) is not { } given)
        {
            var matrix = Matrix(input, method == Entropy ? NumberRule.NonNegative : NumberRule.Any);
            return (matrix, method switch
            {
                Equal => CriteriaWeights.Equal(matrix.Criteria),
                Entropy => [.. EntropyWeight.Compute(matrix).Weights],
                _ => [.. Critic.Compute(matrix).Weights],
            });
        }

        if (input.Options.IsGiven(WeightsMethod))
            throw new OptionException("--weights-method: does not go with --weights");
        if (given.Count != input.Get(Criteria).Count)
            throw new OptionException($"--weights: {given.Count} numbers for {input.Get(Criteria).Count} criteria");
        if (given.All(weight => weight == 0))
            throw new OptionException("--weights: all 0");
        return (Matrix(input, NumberRule.Any), CriteriaWeights.Normalise(given));
    }

    /// <summary>One value a name.</summary>
    public static JsonObject Named(IEnumerable<string> names, IEnumerable<double> values)
    {
        var json = new JsonObject();
        foreach (var (name, value) in names.Zip(values))
            json[name] = value;
        return json;
    }
}
