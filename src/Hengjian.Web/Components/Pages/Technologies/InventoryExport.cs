using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Registers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Tables;
using Hengjian.Governance.Technologies.Inventory;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Access;
using Hengjian.Web.Api;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Technologies;

/// <summary>The inventory as a file, filtered as the page is, in the language of the page. A row for each deployment; a technology without one has a row of its own.</summary>
internal static class InventoryExport
{
    public static void MapInventoryExport(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/technologies/inventory.csv", Csv).Needs(Permission.RegistersRead).ExcludeFromDescription();
        endpoints.MapGet("/technologies/inventory.xlsx", Xlsx).Needs(Permission.RegistersRead).ExcludeFromDescription();
    }

    private static Task Csv(
        HttpContext http, ITableFiles files, TechnologyInventory inventory, Departments departments, IStringLocalizer<RegistersText> words, IStringLocalizer<TechnologyText> terms,
        IStringLocalizer<CommonText> common) =>
        AnswerAsync(http, files, TableFormat.Csv, inventory, departments, words, terms, common);

    private static Task Xlsx(
        HttpContext http, ITableFiles files, TechnologyInventory inventory, Departments departments, IStringLocalizer<RegistersText> words, IStringLocalizer<TechnologyText> terms,
        IStringLocalizer<CommonText> common) =>
        AnswerAsync(http, files, TableFormat.Xlsx, inventory, departments, words, terms, common);

    private static async Task AnswerAsync(
        HttpContext http, ITableFiles files, TableFormat format, TechnologyInventory inventory, Departments departments, IStringLocalizer<RegistersText> words, IStringLocalizer<TechnologyText> terms, IStringLocalizer<CommonText> common)
    {
        var query = new ListQuery(http);
        var filter = TechnologiesEndpoints.FilterOf(query);
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        var names = (await departments.ListAsync(http.GetCaller(), RegistersWhole, http.RequestAborted)).Items.ToDictionary(d => d.Id, d => d.Name);
        var found = await inventory.ListAsync(http.GetCaller(), filter, http.RequestAborted);
        var header = new[]
        {
            words["Name"], words["Manufacturer"], words["AiClass"], terms["Origin"], words["Specialty"], words["IntendedUse"], terms["Outcome"], terms["Tier"], common["Version"],
            terms["Coverage"], words["Certificates"], words["ValidTo"], words["Deployment"], common["Department"], words["Stage"],
        };
        IEnumerable<IReadOnlyList<string?>> rows = [[.. header.Select(h => h.Value)], .. found.Items.SelectMany(Rows)];
        var sheet = new TableSheet(terms["Inventory.Title"], [.. rows.Select((cells, i) => new TableRow(i + 1, [.. cells.Select(c => new TableCell(c ?? ""))]))]);
        var (type, extension) = format == TableFormat.Csv ? ("text/csv; charset=utf-8", "csv") : ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
        http.Response.ContentType = type;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"technologies.{extension}\"";
        await http.Response.Body.WriteAsync(files.Write(new TableBook(format, [sheet])), http.RequestAborted);

        IEnumerable<IReadOnlyList<string?>> Rows(InventoryItem item) => item.Uses.Count == 0
            ? [Row(item, item.Current.Count > 0 ? item.Current[0] : null, null)]
            : item.Uses.Select(use => Row(item, item.Technology.Versions.FirstOrDefault(v => v.Id == use.VersionId), use));

        IReadOnlyList<string?> Row(InventoryItem item, TechnologyVersionView? version, InventoryUse? use) =>
        [
            item.Technology.Name,
            item.Technology.Manufacturer,
            words["AiClass." + item.Technology.AiClass],
            item.Technology.Origin is { } origin ? terms["TechnologyOrigin." + origin].Value : null,
            item.Technology.Specialty,
            item.Technology.IntendedUse,
            words["TechnologyScope." + item.Scope],
            item.Tier is { } tier ? terms["RiskTier." + tier].Value : null,
            version?.AlgorithmVersion,
            version is null ? null : terms["CertificateCoverage." + version.Coverage].Value,
            string.Join(' ', item.Technology.Certificates.Select(c => c.Number)),
            string.Join(' ', item.Technology.Certificates.Select(c => c.ValidTo?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–")),
            use?.Name,
            use?.DepartmentId is { } department ? names.GetValueOrDefault(department) : null,
            use is null ? null : words["DeploymentStage." + use.Stage].Value,
        ];
    }

    private static readonly PageRequest RegistersWhole = new(1, 1000);
}
