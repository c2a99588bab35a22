using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Web.Resources;

namespace Hengjian.Tests.Access;

public sealed partial class AccessTextTests
{
    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("zh-CN")];

    [Fact]
    public void Texts_OfEveryRoleAndPermission_ExistInBothLanguages()
    {
        var texts = new ResourceManager("Hengjian.Web.Resources.AccessText", typeof(AccessText).Assembly);
        var keys = Enum.GetNames<Role>().Select(r => "Role." + r).Concat(Enum.GetNames<Permission>().Select(p => "Permission." + p))
            .Concat(PermissionMatrix.KnownDeviceScopes.Select(s => "Scope." + s)).ToList();

        foreach (var key in keys)
        {
            texts.GetResourceSet(Languages[1], createIfNotExists: true, tryParents: false)!.GetString(key).ShouldNotBeNullOrEmpty(key);
            texts.GetString(key, Languages[0]).ShouldNotBeNullOrEmpty(key);
        }
    }

    [Fact]
    public void Codes_InTheSources_HaveATextInBothLanguages()
    {
        var messages = new ResourceManager("Hengjian.Web.Resources.Messages.Access", typeof(AccessText).Assembly);
        var codes = Directory.EnumerateFiles(Path.Combine(Repository(), "src"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository(), "src"), "*.razor", SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Groups["code"].Value))
            .Where(c => c != "access.signedOut") // an act of the ledger, not a message
            .Distinct().ToList();

        codes.Count.ShouldBeGreaterThan(40);
        foreach (var code in codes)
        {
            messages.GetString(code, Languages[0]).ShouldNotBeNullOrEmpty(code);
            messages.GetResourceSet(Languages[1], createIfNotExists: true, tryParents: false)!.GetString(code).ShouldNotBeNullOrEmpty(code);
        }
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hengjian.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("\"(?<code>access\\.[a-zA-Z]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
