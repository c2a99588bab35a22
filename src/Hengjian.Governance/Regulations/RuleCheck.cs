namespace Hengjian.Governance.Regulations;

/// <summary>Whether a pack has the clauses, parameters and messages that the rules use; asked once at start.</summary>
internal static class RuleCheck
{
    public static IEnumerable<PackProblem> Problems(RegulationPack pack, IEnumerable<IRule> rules)
    {
        foreach (var message in RuleEngine.OwnMessages)
        {
            if (MessageProblem(pack, message) is { } problem)
                yield return problem;
        }

        foreach (var rule in rules.Where(r => r.Clause.StartsWith(pack.Id + "-", StringComparison.Ordinal)))
        {
            if (pack.Find(rule.Clause) is not { } clause)
            {
                yield return new PackProblem(pack.Key, $"has no clause {rule.Clause}, which a rule decides");
                continue;
            }

            foreach (var need in rule.Needs)
            {
                if (!clause.Parameters.TryGetValue(need.Name, out var parameter) || parameter.Type != need.Type || parameter.Value is null)
                {
                    yield return new PackProblem(
                        $"{pack.Key} {rule.Clause}", $"needs a value for parameter '{need.Name}' of type {CodeName.Of(need.Type)}");
                }
            }

            foreach (var message in rule.Messages)
            {
                if (MessageProblem(pack, message) is { } problem)
                    yield return problem;
            }
        }
    }

    private static PackProblem? MessageProblem(RegulationPack pack, RuleMessage message)
    {
        if (!pack.Messages.TryGetValue(message.Code, out var text))
            return new PackProblem($"{pack.Key} $.messages.{message.Code}", "is absent");
        var unknown = MessageTemplate.Placeholders(text.En).Except(message.Arguments).FirstOrDefault();
        return unknown is null ? null : new PackProblem($"{pack.Key} $.messages.{message.Code}", $"nothing fills the placeholder '{unknown}'");
    }
}
