using System.Text.Json.Nodes;
using Hengjian.Methods.Economics;

namespace Hengjian.Cli.Methods.Economics;

internal sealed class IcerMethod : IMethod
{
    static readonly MethodOption<string> Arm = Option.Column("arm", "column of the arms' names");
    static readonly MethodOption<string> Cost = Option.Column("cost", "column of expected costs");
    static readonly MethodOption<string> Effect = Option.Column("effect", "column of expected effects");

    public string Name => "icer";

    public string Summary => "Incremental cost-effectiveness along the frontier.";

    public IReadOnlyList<MethodOption> Options { get; } = [Arm, Cost, Effect];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var names = input.Data.Ids(input.Get(Arm));
        var costs = input.Data.Numbers(input.Get(Cost), NumberRule.Any);
        var effects = input.Data.Numbers(input.Get(Effect), NumberRule.Any);
        CostEffect[] arms = [.. costs.Zip(effects, (cost, effect) => new CostEffect(cost, effect))];
        return new JsonObject
        {
            ["arms"] = new JsonArray([.. IncrementalCostEffectiveness.Compute(arms).Select(place => new JsonObject
            {
                ["arm"] = names[place.Arm],
                ["cost"] = arms[place.Arm].Cost,
                ["effect"] = arms[place.Arm].Effect,
                ["status"] = StatusName(place.Status),
                ["icer"] = place.Ratio,
                ["versus"] = place.Versus is { } versus ? names[versus] : null,
            }.WithReason(Reason(place)))]),
        };
    }

    static string StatusName(ArmStatus status) => status switch
    {
        ArmStatus.Frontier => "frontier",
        ArmStatus.Dominated => "dominated",
        _ => "extendedly_dominated",
    };

    static string? Reason(IncrementalArm place) => place switch
    {
        { Ratio: not null } => null,
        { Status: ArmStatus.Frontier } => "the first arm of the frontier has none before it",
        _ => "not on the frontier",
    };
}
