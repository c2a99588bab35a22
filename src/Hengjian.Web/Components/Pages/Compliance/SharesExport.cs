using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Shares;
using Hengjian.Governance.Tables;
using Hengjian.Web.Access;
using Hengjian.Web.Api;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Compliance;

/// <summary>The shares of clauses as a file, for the period and deployment of the page, in its language. A row for each clause and mode; figures as counts and proportions.</summary>
internal static class SharesExport
{
    public static void MapSharesExport(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/compliance/clauses.csv", (HttpContext http, ITableFiles files, ClauseShares shares, TimeProvider clock, IStringLocalizer<ComplianceText> words) =>
            AnswerAsync(http, files, TableFormat.Csv, shares, clock, words)).Needs(Permission.QualityRead).ExcludeFromDescription();
        endpoints.MapGet("/compliance/clauses.xlsx", (HttpContext http, ITableFiles files, ClauseShares shares, TimeProvider clock, IStringLocalizer<ComplianceText> words) =>
            AnswerAsync(http, files, TableFormat.Xlsx, shares, clock, words)).Needs(Permission.QualityRead).ExcludeFromDescription();
    }

    private static async Task AnswerAsync(HttpContext http, ITableFiles files, TableFormat format, ClauseShares shares, TimeProvider clock, IStringLocalizer<ComplianceText> words)
    {
        var query = new ListQuery(http);
        var scope = ComplianceEndpoints.ScopeOf(query, clock);
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        var language = CultureInfo.CurrentUICulture.Name;
        var found = await shares.OfAsync(http.GetCaller(), scope, http.RequestAborted);
        IEnumerable<string> header = [words["Clause"], words["Export.ClauseTitle"], words["Mode"], words["Export.Held"], words["Export.Decided"], words["Export.NotDecided"], words["Export.Share"], words["Export.Low"], words["Export.High"]];
        IEnumerable<IEnumerable<string>> rows = [header, .. found.SelectMany(s => new[] { Row(s, "Enforced", s.Enforced), Row(s, "Observed", s.Observed) })];
        var sheet = new TableSheet(words["Shares.Title"], [.. rows.Select((cells, i) => new TableRow(i + 1, [.. cells.Select(c => new TableCell(c))]))]);
        await TableAnswers.SendAsync(http, SentTable.Of("clauses", files.Write(new TableBook(format, [sheet])), format));

        IEnumerable<string> Row(ClauseShare share, string mode, ShareFigure f) =>
            [share.Clause, share.Title.In(language), words["DeploymentMode." + mode], Whole(f.Numerator), Whole(f.Denominator), Whole(f.Missing), Proportion(f.Value), Proportion(f.Low), Proportion(f.High)];
    }

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Proportion(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
