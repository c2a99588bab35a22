using System.Text.Json.Nodes;
using Hengjian.Methods.Common;
using Hengjian.Methods.Weighting;

namespace Hengjian.Cli.Methods.Weighting;

internal sealed class AhpMethod : IMethod
{
    const string MatrixFormat = "matrix";
    const string Signed = "pairwise-signed";
    const string First = "first";
    const string AlonsoLamata = "alonso-lamata";

    static readonly MethodOption<string> Format = Option.RequiredChoice("format", "shape of the file", MatrixFormat, Signed, "pairwise-ratio");
    static readonly MethodOption<string> PositiveFavours =
        Option.Choice("positive-favours", "which item of a pair a positive signed judgement prefers", First, "second");

    static readonly MethodOption<string> Separator = Option.TextWithDefault("separator", "_", "what joins the items in the name of a pair");
    static readonly MethodOption<string> Ri = Option.Choice("ri", "table of random indices", "saaty", AlonsoLamata);
    static readonly MethodOption<bool> ExcludeInconsistent =
        Option.Flag("exclude-inconsistent", "leave experts with a consistency ratio above 0.1 out of the aggregates");

    public string Name => "ahp";

    public string Summary => "Analytic hierarchy process, for one matrix or a panel.";

    public IReadOnlyList<MethodOption> Options { get; } = [Format, PositiveFavours, Option.Id, Separator, Ri, ExcludeInconsistent];

    public MissingValues Missing => MissingValues.Refuse;

    public IEnumerable<string> Columns(OptionValues options, IReadOnlyList<string> header) => header;

    public JsonObject Run(MethodInput input)
    {
        var index = input.Get(Ri) == AlonsoLamata ? RandomIndex.AlonsoLamata : RandomIndex.Saaty;
        if (input.Get(Format) == MatrixFormat)
            return Single(input.Data.Header, Ahp.Compute(ReadMatrix(input), index));

        var id = input.Get(Option.Id);
        var reader = PairwiseReader.Of(input.Data.Header.Where(column => column != id), input.Get(Separator));
        var experts = ReadExperts(input, reader);
        var ids = input.Data.Ids(id);
        return experts.Length == 1
            ? Single(reader.Items, Ahp.Compute(experts[0], index))
            : Panel(reader.Items, ids, AhpGroup.Compute(experts, index, input.Get(ExcludeInconsistent)));
    }

    static PairwiseMatrix ReadMatrix(MethodInput input)
    {
        if (input.Options.IsGiven(Option.Id))
            throw new OptionException("--id: a matrix has no column of identifiers");
        var items = input.Data.Header;
        var columns = input.Data.Numbers(items, NumberRule.Positive);
        if (input.Data.RowCount != items.Count)
            throw new BadInputException($"the matrix is not square: {input.Data.RowCount} rows, {items.Count} columns");
        return PairwiseMatrix.FromRows([.. items.Select((_, row) => columns.Select(column => column[row]).ToArray())], items);
    }

    static PairwiseMatrix[] ReadExperts(MethodInput input, PairwiseReader reader)
    {
        if (input.Get(Format) == Signed)
            return reader.ReadSigned(input.Data, positiveFavoursFirst: input.Get(PositiveFavours) == First);
        return input.Options.IsGiven(PositiveFavours)
            ? throw new OptionException($"--positive-favours: goes with --format {Signed} only")
            : reader.ReadRatios(input.Data);
    }

    static JsonObject Single(IReadOnlyList<string> items, AhpResult result)
    {
        var json = new JsonObject
        {
            ["weights"] = CriteriaOptions.Named(items, result.Weights),
            ["weights_geometric"] = CriteriaOptions.Named(items, result.GeometricWeights),
            ["lambda_max"] = result.LambdaMax,
            ["ci"] = result.ConsistencyIndex,
            ["ri"] = result.RandomIndex,
            ["cr"] = result.ConsistencyRatio,
            ["consistent"] = result.IsConsistent,
        };
        return AddWorstTriple(json, items, result);
    }

    static JsonObject Panel(IReadOnlyList<string> items, string[] ids, AhpGroupResult panel) => new()
    {
        ["n_experts"] = panel.Experts.Count,
        ["n_used"] = panel.Used,
        ["n_inconsistent"] = panel.Inconsistent,
        ["experts"] = new JsonArray([.. panel.Experts.Select((expert, i) => Expert(items, ids[i], expert))]),
        ["aij"] = new JsonObject
        {
            ["weights"] = CriteriaOptions.Named(items, panel.OfJudgements.Weights),
            ["lambda_max"] = panel.OfJudgements.LambdaMax,
            ["ci"] = panel.OfJudgements.ConsistencyIndex,
            ["cr"] = panel.OfJudgements.ConsistencyRatio,
        },
        ["aip_arithmetic"] = new JsonObject { ["weights"] = CriteriaOptions.Named(items, panel.ArithmeticOfPriorities) },
        ["aip_geometric"] = new JsonObject { ["weights"] = CriteriaOptions.Named(items, panel.GeometricOfPriorities) },
    };

    static JsonObject Expert(IReadOnlyList<string> items, string id, AhpResult result)
    {
        var json = new JsonObject
        {
            ["id"] = id,
            ["weights"] = CriteriaOptions.Named(items, result.Weights),
            ["lambda_max"] = result.LambdaMax,
            ["cr"] = result.ConsistencyRatio,
            ["consistent"] = result.IsConsistent,
        };
        return AddWorstTriple(json, items, result);
    }

    static JsonObject AddWorstTriple(JsonObject json, IReadOnlyList<string> items, AhpResult result)
    {
        if (result.WorstTriple is not { } worst)
        {
            json["worst_triple"] = null;
            return json.WithReason("fewer than three items have no triple");
        }

        json["worst_triple"] = new JsonObject
        {
            ["items"] = new JsonArray(items[worst.I], items[worst.J], items[worst.K]),
            ["deviation"] = worst.Deviation,
        };
        return json;
    }
}
