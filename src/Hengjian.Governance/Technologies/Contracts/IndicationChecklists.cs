using System.Globalization;
using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>What must hold for an indication checklist that somebody enters.</summary>
public static class IndicationChecklists
{
    /// <summary>Adds what is wrong, by item: texts that are missing or too long, and codes that repeat.</summary>
    public static void Check(string field, IReadOnlyList<ChecklistItem>? items, FieldErrors errors)
    {
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            var item = string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]");
            if (!errors.Item(item, items![i]))
            {
                return;
            }

            errors.Text(item + ".code", items[i].Code, 64);
            errors.Text(item + ".text", items[i].Text, 500);
        }

        errors.Require(items is null || items.Select(c => c.Code).Distinct().Count() == items.Count, field, "register.codesRepeat");
    }
}
