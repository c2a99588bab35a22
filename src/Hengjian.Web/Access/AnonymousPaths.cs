namespace Hengjian.Web.Access;

/// <summary>Pages on which nobody is recognised: a concern is raised and followed there by people who must not be known.</summary>
internal static class AnonymousPaths
{
    private static readonly PathString Concern = new("/concern");

    public static bool Covers(PathString path) => path.StartsWithSegments(Concern, StringComparison.OrdinalIgnoreCase);
}
