using System.Text.Json.Nodes;
using Hengjian.Methods.Common;
using Hengjian.Methods.Dea;

namespace Hengjian.Cli.Methods.Dea;

internal sealed class MalmquistMethod : IMethod
{
    static readonly MethodOption<string> Period = Option.Column("period", "column of the period; sorted as numbers where all are");

    public string Name => "malmquist";

    public string Summary => "Malmquist index of productivity between consecutive periods, with its decompositions.";

    public IReadOnlyList<MethodOption> Options { get; } = [Option.Id, Period, DeaInput.Inputs, DeaInput.Outputs, DeaInput.Towards];

    public MissingValues Missing => MissingValues.Refuse;

    public int MinimumRows => 2;

    public JsonObject Run(MethodInput input)
    {
        DeaInput.Data(input); // checks every row at its place in the file, before the periods are cut out
        var periods = PeriodsOf(input);
        if (periods.Count < 2)
            throw new BadInputException("at least two periods are needed", row: null, input.Get(Period), periods[0].Name);
        var pairs = new JsonArray();
        for (var p = 0; p + 1 < periods.Count; p++)
            pairs.Add((JsonNode)Compare(input, periods[p], periods[p + 1]));
        return new JsonObject { ["pairs"] = pairs };
    }

    static JsonObject Compare(MethodInput input, PeriodRows from, PeriodRows to)
    {
        string[] common = [.. from.Ids.Where(to.Ids.Contains)];
        string[] excluded = [.. from.Ids.Except(common), .. to.Ids.Except(common)];
        var pair = new JsonObject
        {
            ["from"] = from.Name,
            ["to"] = to.Name,
            ["excluded"] = new JsonArray([.. excluded.Select(id => (JsonNode)id)]),
            ["units"] = new JsonArray(),
        };
        if (common.Length == 0)
            return pair;
        var changes = Malmquist.Solve(
            Select(from, common),
            Select(to, common),
            DeaInput.OrientationOf(input),
            from.Data,
            to.Data,
            cancellation: input.Cancellation);
        pair["units"] = DeaInput.Units(common, changes, change => new JsonObject
        {
            ["malmquist"] = change.Index,
            ["efficiency_change"] = change.EfficiencyChange,
            ["technical_change"] = change.TechnicalChange,
            ["pure_efficiency_change"] = change.PureEfficiencyChange,
            ["scale_efficiency_change"] = change.ScaleEfficiencyChange,
            ["d00"] = change.D00,
            ["d01"] = change.D01,
            ["d10"] = change.D10,
            ["d11"] = change.D11,
        });
        return pair;
    }

    static DeaData Select(PeriodRows period, string[] ids)
    {
        int[] rows = [.. ids.Select(id => period.Ids.IndexOf(id))];
        double[] Pick(ReadOnlySpan<double> column)
        {
            var picked = new double[rows.Length];
            for (var i = 0; i < rows.Length; i++)
                picked[i] = column[rows[i]];
            return picked;
        }

        return new DeaData(
            [.. Enumerable.Range(0, period.Data.InputCount).Select(i => Pick(period.Data.Input(i)))],
            [.. Enumerable.Range(0, period.Data.OutputCount).Select(r => Pick(period.Data.Output(r)))]);
    }

    static List<PeriodRows> PeriodsOf(MethodInput input)
    {
        var names = input.Data.Texts(input.Get(Period));
        var ids = input.Get(Option.Id) is { } column ? input.Data.Texts(column) : null;
        var rowsOf = new Dictionary<string, List<int>>();
        var seen = new HashSet<(string, string)>();
        for (var row = 0; row < names.Length; row++)
        {
            if (ids is not null && !seen.Add((names[row], ids[row])))
                throw input.Data.Bad(row, input.Get(Option.Id)!, $"duplicate id within period {names[row]}");
            if (!rowsOf.TryGetValue(names[row], out var rows))
                rowsOf[names[row]] = rows = [];
            rows.Add(row);
        }

        var periods = new List<PeriodRows>();
        foreach (var name in Sorted(rowsOf.Keys))
        {
            var rows = rowsOf[name].ToHashSet();
            var table = input.Data.Where(rows.Contains);

            // Without ids a unit is its position within the period.
            string[] periodIds = [.. rowsOf[name].Select((row, i) => ids is null ? FormattableString.Invariant($"{i + 1}") : ids[row])];
            periods.Add(new PeriodRows(name, [.. periodIds], DeaInput.Data(input, table)));
        }

        return periods;
    }

    static IEnumerable<string> Sorted(ICollection<string> names) =>
        names.All(name => NumberText.TryParse(name, out _))
            ? names.OrderBy(name => NumberText.TryParse(name, out var number) ? number : 0)
            : names.Order(StringComparer.Ordinal);

    sealed record PeriodRows(string Name, List<string> Ids, DeaData Data);
}
