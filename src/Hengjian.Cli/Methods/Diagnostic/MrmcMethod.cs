using System.Globalization;
using System.Text.Json.Nodes;
using Hengjian.Methods.Common;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Cli.Methods.Diagnostic;

/// <summary><c>mrmc</c></summary>
internal sealed class MrmcMethod : IMethod
{
    static readonly MethodOption<string> Reader = Option.Column("reader", "column of the readers");
    static readonly MethodOption<string> Modality = Option.Column("modality", "column of the modalities");
    static readonly MethodOption<string> Case = Option.Column("case", "column of the cases");
    static readonly MethodOption<string> Truth = Option.Column("truth", "column of the truth, 0 or 1");
    static readonly MethodOption<string> Rating = Option.Column("rating", "column of the ratings, higher is more positive");
    static readonly MethodOption<string> Covariance = Option.Choice("covariance", "how the covariances of the areas are estimated", "delong", "jackknife");

    public string Name => "mrmc";

    public string Summary => "Multi-reader multi-case analysis of ROC areas (Obuchowski-Rockette, Hillis).";

    public IReadOnlyList<MethodOption> Options { get; } = [Reader, Modality, Case, Truth, Rating, Covariance, Option.Level];

    public JsonObject Run(MethodInput input)
    {
        var study = Read(input);
        var method = input.Get(Covariance) == "delong" ? AucCovariance.DeLong : AucCovariance.Jackknife;
        var result = Mrmc.Analyse(study, method, input.Get(Option.Level));
        var fixedReaders = result.FixedReadersRandomCases;
        Func<string, JsonNode> modality = Labels(study.Modalities), reader = Labels(study.Readers);
        return new JsonObject
        {
            ["covariance_method"] = input.Get(Covariance),
            ["n_readers"] = study.Readers.Count,
            ["n_modalities"] = study.Modalities.Count,
            ["n_positive"] = result.Positives,
            ["n_negative"] = result.Negatives,
            ["reader_aucs"] = new JsonArray([.. result.ReaderAucs.Select(area => ReaderNode(area, modality, reader))]),
            ["modality_means"] = new JsonArray([.. result.ModalityMeans.Select(mean => MeanNode(mean, modality))]),
            ["components"] = ComponentsNode(result.Components),
            ["ms_t"] = result.MeanSquareModality,
            ["ms_tr"] = result.MeanSquareInteraction,
            ["random_readers_random_cases"] = FNode(result.RandomReadersRandomCases, modality),
            ["fixed_readers_random_cases"] = new JsonObject
            {
                ["chi2"] = fixedReaders.Statistic,
                ["df"] = fixedReaders.Df1,
                ["p"] = fixedReaders.P,
            }.WithReason(NoError(fixedReaders)).With("differences", Differences(fixedReaders, modality, "z", withDf: false)),
            ["random_readers_fixed_cases"] = FNode(result.RandomReadersFixedCases, modality),
        };
    }

    static ReaderStudy Read(MethodInput input)
    {
        var data = input.Data;
        var (readers, modalities, cases) = (data.Texts(input.Get(Reader)), data.Texts(input.Get(Modality)), data.Texts(input.Get(Case)));
        var (truth, ratings) = (data.Binary(input.Get(Truth)), data.Numbers(input.Get(Rating), NumberRule.Any));
        try
        {
            return ReaderStudy.Of([.. readers.Select((reader, i) => new ReaderRating(reader, modalities[i], cases[i], truth[i], ratings[i]))]);
        }
        catch (BadInputException problem) when (problem is { Row: { } row, Column: { } property })
        {
            var column = property switch
            {
                nameof(ReaderRating.Truth) => Truth,
                nameof(ReaderRating.Case) => Case,
                _ => Rating,
            };
            throw data.Bad(row - 1, input.Get(column), problem.Message);
        }
    }

    /// <summary>Readers and modalities that are all numbered are written as numbers, which the reference results do too; names as texts.</summary>
    static Func<string, JsonNode> Labels(IReadOnlyList<string> names) =>
        names.All(name => int.TryParse(name, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == name)
            ? name => int.Parse(name, CultureInfo.InvariantCulture)
            : name => name;

    static JsonNode ReaderNode(ReaderAuc area, Func<string, JsonNode> modality, Func<string, JsonNode> reader) => new JsonObject
    {
        ["modality"] = modality(area.Modality),
        ["reader"] = reader(area.Reader),
        ["auc"] = area.Auc,
        ["standard_error"] = area.StandardError,
    };

    static JsonNode MeanNode(ModalityMean mean, Func<string, JsonNode> modality) => new JsonObject
    {
        ["modality"] = modality(mean.Modality),
        ["auc"] = mean.Auc,
        ["standard_error"] = mean.StandardError,
        ["df"] = mean.DegreesOfFreedom,
        ["ci_low"] = mean.Interval?.Low,
        ["ci_high"] = mean.Interval?.High,
    }.WithReason(
        mean.DegreesOfFreedom is null ? "neither readers nor cases make this area vary" : null,
        mean.DegreesOfFreedom is double.PositiveInfinity ? "df is infinite: the readers have equal areas, the normal law applies" : null);

    static JsonObject ComponentsNode(MrmcComponents components)
    {
        var node = new JsonObject
        {
            ["reader"] = components.Reader,
            ["modality_reader"] = components.ModalityReader,
            ["error"] = components.Error,
            ["cov1"] = components.Cov1,
            ["cov2"] = components.Cov2,
            ["cov3"] = components.Cov3,
        };
        var negative = new[] { ("reader", components.Reader), ("modality_reader", components.ModalityReader) }.Where(part => part.Item2 < 0);
        if (negative.Any())
            node["note"] = $"negative estimate, not cut at 0: {string.Join(", ", negative.Select(part => part.Item1))}";
        return node;
    }

    static JsonObject FNode(MrmcTest test, Func<string, JsonNode> modality) => new JsonObject
    {
        ["f"] = test.Statistic,
        ["df1"] = test.Df1,
        ["df2"] = test.Df2,
        ["p"] = test.P,
    }.WithReason(
        NoError(test),
        test.Df2 is double.PositiveInfinity ? "df2 is infinite: readers and modalities do not interact, f·df1 is chi-square" : null)
        .With("differences", Differences(test, modality, "t", withDf: true));

    static string? NoError(MrmcTest test) => test.Statistic is null ? "the error term is zero" : null;

    static JsonArray Differences(MrmcTest test, Func<string, JsonNode> modality, string statistic, bool withDf)
    {
        var nodes = new JsonArray();
        foreach (var difference in test.Differences)
        {
            var node = new JsonObject
            {
                ["a"] = modality(difference.A),
                ["b"] = modality(difference.B),
                ["difference"] = difference.Difference,
                ["standard_error"] = difference.StandardError,
            };
            if (withDf)
                node["df"] = difference.DegreesOfFreedom;
            node[statistic] = difference.Statistic;
            node["p"] = difference.P;
            node["ci_low"] = difference.Interval?.Low;
            node["ci_high"] = difference.Interval?.High;
            nodes.Add(node.WithReason(
                difference.Statistic is null ? "the standard error is zero" : null,
                withDf && !double.IsFinite(difference.DegreesOfFreedom) ? "df is infinite: the normal law applies" : null));
        }
        return nodes;
    }
}
