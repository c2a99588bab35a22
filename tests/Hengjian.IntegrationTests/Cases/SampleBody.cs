using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>A body with a value for every member of a request's type: of the right kinds, not always of the right meaning.</summary>
internal static class SampleBody
{
    private const int Deepest = 5;

    /// <param name="request">The type; null: the route takes no body.</param>
    /// <param name="world">Whose day it is.</param>
    public static JsonObject Of(Type? request, CaseWorld world) => request is null ? [] : Members(request, world, 0);

    private static JsonObject Members(Type type, CaseWorld world, int depth)
    {
        var body = new JsonObject();
        foreach (var member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0))
        {
            body[JsonNamingPolicy.CamelCase.ConvertName(member.Name)] = member.Name == "Signature" ? JsonSerializer.SerializeToNode(CaseSteps.Signature) : Value(member.PropertyType, world, depth + 1);
        }

        return body;
    }

    private static JsonNode? Value(Type declared, CaseWorld world, int depth)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (depth > Deepest)
        {
            return null;
        }

        return type switch
        {
            _ when type == typeof(string) => "x",
            _ when type == typeof(bool) => true,
            _ when type == typeof(Guid) => world.First.Id.ToString("D"),
            _ when type == typeof(DateOnly) => CaseWorld.Day(world.Today),
            _ when type == typeof(DateTimeOffset) => JsonValue.Create(world.App.Clock.GetUtcNow()),
            _ when type.IsEnum => JsonNamingPolicy.CamelCase.ConvertName(Enum.GetNames(type)[0]),
            _ when type.IsPrimitive || type == typeof(decimal) => 1,
            _ when type == typeof(JsonElement) => new JsonObject(),
            _ when typeof(IDictionary).IsAssignableFrom(type) || (type.IsGenericType && type.GetGenericArguments().Length == 2) => new JsonObject { ["x"] = Value(type.GetGenericArguments()[^1], world, depth + 1) },
            _ when type.IsArray => new JsonArray(Value(type.GetElementType()!, world, depth + 1)),
            _ when typeof(IEnumerable).IsAssignableFrom(type) => new JsonArray(Value(type.GetGenericArguments()[0], world, depth + 1)),
            _ => Members(type, world, depth),
        };
    }
}
