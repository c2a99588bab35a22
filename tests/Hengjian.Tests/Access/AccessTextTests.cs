using System.Globalization;
using System.Resources;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Web.Resources;

namespace Hengjian.Tests.Access;

public sealed class AccessTextTests
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
}
