using System.Text.Json.Nodes;
using Hengjian.Cli.Methods.Diagnostic;
using Hengjian.Methods.Agreement;

namespace Hengjian.Cli.Methods.Agreement;

/// <summary><c>fleiss-kappa</c></summary>
internal sealed class FleissKappaMethod : IMethod
{
    public string Name => "fleiss-kappa";

    public string Summary => "Kappa of several raters: Fleiss, Conger and Light, and each category.";

    public IReadOnlyList<MethodOption> Options { get; } = [RatingColumns.Raters, RatingColumns.Categories, Option.Level];

    public JsonObject Run(MethodInput input)
    {
        var (ratings, scale) = RatingColumns.Read(input, input.Get(RatingColumns.Raters));
        var result = FleissKappa.Analyse(ratings, scale, input.Get(Option.Level), input.Cancellation);
        var node = new JsonObject { ["n_subjects"] = result.Subjects, ["n_raters"] = result.Raters, ["kappa"] = result.Fleiss.Value };
        node["z"] = result.Z;
        node["p"] = result.P;
        AddError(node, result.Fleiss, "");
        node["conger_kappa"] = result.Conger.Value;
        AddError(node, result.Conger, "conger_");
        node["light_kappa"] = result.Light.Value;
        AddError(node, result.Light, "light_");
        node["categories"] = new JsonArray([.. result.Categories.Select(Category)]);
        return node.WithReason(
            result.Light.Value is null ? "light_kappa: two raters used one and the same category throughout" : null,
            result.Fleiss.StandardError is null || result.Light is { Value: not null, StandardError: null }
                ? "standard_error: without one of the subjects a kappa is not defined"
                : null);
    }

    static void AddError(JsonObject node, JackknifedKappa kappa, string prefix)
    {
        node[prefix + "standard_error"] = kappa.StandardError;
        node[prefix + "ci_low"] = kappa.Interval?.Low;
        node[prefix + "ci_high"] = kappa.Interval?.High;
    }

    static JsonNode Category(CategoryKappa category) => new JsonObject
    {
        ["category"] = category.Category,
        ["kappa"] = category.Kappa,
        ["z"] = category.Z,
        ["p"] = category.P,
    }.WithReason(category.Kappa is null ? "no rating is of this category" : null);
}
