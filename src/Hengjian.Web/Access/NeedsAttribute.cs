using Hengjian.Governance.Access.Contracts;

namespace Hengjian.Web.Access;

/// <summary>The permission that an endpoint or page asks for. Every endpoint has this or <see cref="PublicAttribute"/>; one with neither is refused to everybody.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(Permission permission) : Attribute
{
    public Permission Permission { get; } = permission;
}

/// <summary>Open to everybody, signed in or not: health, sign-in, set-up, static files, the API description.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PublicAttribute : Attribute;

internal static class NeedsExtensions
{
    public static TBuilder Needs<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new NeedsAttribute(permission));

    public static TBuilder IsPublic<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new PublicAttribute());
}
