namespace Hengjian.Web.Api;

internal static class ApiRoutes
{
    public const string Root = "/api/v1";

    public static bool IsApi(PathString path) => path.StartsWithSegments("/api") || path.StartsWithSegments("/openapi");
}
