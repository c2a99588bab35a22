namespace Hengjian.Governance.Regulations;

/// <summary>Reads an overlay from JSON against the packs that it may lie on and refuses it with every fault at once.</summary>
public static class OverlayPackLoader
{
    /// <summary>Reads one overlay.</summary>
    /// <param name="json">The overlay.</param>
    /// <param name="packs">Known packs; names, types and ranges of parameters come from the newest of the named base.</param>
    /// <exception cref="RegulationPackException">The JSON is unreadable, incomplete, or names what the base does not have.</exception>
    public static OverlayPack Load(Stream json, IReadOnlyList<RegulationPack> packs)
    {
        var problems = new List<PackProblem>();
        using var document = PackDocument.Parse(json);
        var root = new PackNode(document.RootElement, "$", problems);
        var id = root.Text("overlay");
        var version = root.Int("version", 1);
        var baseId = root.Text("base");
        var pack = packs.Where(p => p.Id == baseId).MaxBy(p => p.Version);
        if (pack is null && root.IsObject)
            root.Fault("base", $"'{baseId}' is no known pack");
        var overlay = new OverlayPack(
            id,
            version,
            baseId,
            root.Enum<OverlayKind>("kind"),
            root.OptionalTexts("institutions"),
            root.Period("effective"),
            root.Local("name"),
            ReadClauses(root.Child("clauses"), pack));
        root.Done();
        if (overlay.Kind == OverlayKind.Institution && overlay.Institutions.Count == 0 && root.IsObject)
            root.Fault("institutions", "an institution's overlay names its institutions");
        return problems.Count == 0 ? overlay : throw new RegulationPackException(problems);
    }

    private static Dictionary<string, OverlayClause> ReadClauses(PackNode node, RegulationPack? pack)
    {
        var clauses = new Dictionary<string, OverlayClause>(StringComparer.Ordinal);
        foreach (var id in node.Names)
        {
            var child = node.Child(id);
            if (pack?.Find(id) is { } clause)
                clauses[id] = ReadClause(child, clause);
            else if (pack is not null)
                node.Fault(id, $"is no clause of {pack.Key}");
        }

        return clauses;
    }

    private static OverlayClause ReadClause(PackNode node, Clause clause)
    {
        var level = node.Has("level") ? node.Enum<ClauseLevel>("level") : (ClauseLevel?)null;
        var lowering = node.OptionalChild("lowering") is { } by ? ReadApproval(by, "committee", "legalReason") : null;
        var values = new Dictionary<string, OverlayValue>(StringComparer.Ordinal);
        if (node.OptionalChild("parameters") is { } parameters)
        {
            foreach (var name in parameters.Names)
            {
                var child = parameters.Child(name);
                if (clause.Parameters.TryGetValue(name, out var parameter))
                    values[name] = ReadValue(child, parameter);
                else
                    parameters.Fault(name, $"is no parameter of {clause.Id}");
            }
        }

        node.Done();
        return new OverlayClause(level, lowering, values);
    }

    private static OverlayValue ReadValue(PackNode node, ClauseParameter parameter)
    {
        var raw = node.Raw("value");
        if (raw is null && node.IsObject)
            node.Fault("value", "is absent or null");
        var value = ParameterValueReader.Read(
            raw, parameter.Type, parameter.Minimum, parameter.Maximum, parameter.Options, reason => node.Fault("value", reason));
        var approval = node.OptionalChild("approval") is { } by ? ReadApproval(by, "by", "reason") : null;
        node.Done();
        return new OverlayValue(value, approval);
    }

    private static Approval ReadApproval(PackNode node, string by, string reason)
    {
        var approval = new Approval(node.Text(by), node.Date("on"), node.Text(reason));
        node.Done();
        return approval;
    }
}
