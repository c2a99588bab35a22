using System.Net;
using System.Reflection;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.Web.Resources;
using Microsoft.AspNetCore.Components;

namespace Hengjian.IntegrationTests.Access;

public sealed class PageTests
{
    /// <summary>Pages of this area that a signed-in person opens without an id, each with a role that may.</summary>
    public static TheoryData<TestDatabase, string, Role> Pages
    {
        get
        {
            var data = new TheoryData<TestDatabase, string, Role>();
            foreach (var database in new[] { TestDatabase.Sqlite, TestDatabase.PostgreSql })
            {
                data.Add(database, "/account", Role.Physician);
                data.Add(database, "/account/password", Role.Physician);
                data.Add(database, "/account/two-factor", Role.Physician);
                data.Add(database, "/account/institution", Role.Physician);
                data.Add(database, "/account/tokens", Role.Physician);
                data.Add(database, "/permissions", Role.Vendor);
                data.Add(database, "/users", Role.AuditAdministrator);
                data.Add(database, "/users/new", Role.SecurityAdministrator);
                data.Add(database, "/device-tokens", Role.SecurityAdministrator);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_InBothLanguages_HasAHeadingAndItsOwnWords(TestDatabase database, string path, Role role)
    {
        var app = await AppFixture.SharedAsync(database);
        var browser = await app.SignedInAsync(await app.UserAsync(role));

        var chinese = await browser.GetAsync(path);
        (await browser.Client.GetAsync("/language/en?returnUrl=" + path)).Dispose();
        var english = await browser.GetAsync(path);

        chinese.ShouldContain("<html lang=\"zh-CN\"");
        english.ShouldContain("<html lang=\"en\"");
        Heading(chinese).ShouldNotBe(Heading(english));
        Heading(english).ShouldNotBeEmpty();
    }

    [Fact]
    public void Pages_OfThisArea_AreAllInTheTest()
    {
        var routes = typeof(AccessText).Assembly.GetTypes()
            .Where(t => t.Namespace == "Hengjian.Web.Components.Pages.Access")
            .SelectMany(t => t.GetCustomAttributes<RouteAttribute>())
            .Select(r => r.Template)
            .Where(r => !r.Contains('{', StringComparison.Ordinal) && !r.StartsWith("/sign-in", StringComparison.Ordinal))
            .ToList();

        routes.ShouldNotBeEmpty();
        Pages.Select(p => p.Data.Item2).Distinct().ShouldBe(routes, ignoreOrder: true);
    }

    private static string Heading(string html)
    {
        var start = html.IndexOf("<h1>", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0);
        return html[(start + 4)..html.IndexOf("</h1>", StringComparison.Ordinal)];
    }
}
