using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Bicep.Types;
using Azure.Bicep.Types.Az;
using Azure.Bicep.Types.Concrete;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>
/// Compares a plan with the values that the types of Azure list, such as the TLS versions of an app. Most lists are open, so that a value outside of them
/// is no remark of the compiler. In this environment, such a value is a mistake.
/// </summary>
internal sealed class AzureValues
{
    private readonly AzTypeLoader _loader = new();
    private readonly Dictionary<string, CrossFileTypeReference> _types;

    public AzureValues() => _types = new(_loader.LoadTypeIndex().Resources, StringComparer.OrdinalIgnoreCase);

    /// <summary>The values of a plan that no list has, each with its path.</summary>
    public IEnumerable<string> FindUnlisted(DeploymentPlan plan) => plan.Resources.Where(resource => resource.ApiVersion.Length > 0).SelectMany(resource =>
    {
        var type = _loader.LoadResourceType(_types[$"{resource.Type}@{resource.ApiVersion}"]);
        var body = resource.Body.DeepClone();
        body["name"] = resource.At("name").Split('/')[^1]; // a child has the names of its parents in front
        return Walk(body, type.Body.Type, resource.Type);
    });

    private static IEnumerable<string> Walk(JsonNode? node, TypeBase type, string path) => (node, type) switch
    {
        (JsonObject value, ObjectType shape) => value.SelectMany(property => Property(property, shape.Properties, shape.AdditionalProperties, path)),
        (JsonObject value, DiscriminatedObjectType shape) => Variant(value, shape, path),
        (JsonArray items, ArrayType shape) => items.SelectMany(item => Walk(item, shape.ItemType.Type, $"{path}[]")),
        (JsonValue value, UnionType or StringLiteralType) when value.GetValueKind() == JsonValueKind.String => Text(value.GetValue<string>(), type, path),
        _ => [],
    };

    private static IEnumerable<string> Property(
        KeyValuePair<string, JsonNode?> property, IReadOnlyDictionary<string, ObjectTypeProperty> known, ITypeReference? others, string path)
    {
        var type = known.TryGetValue(property.Key, out var declared) ? declared.Type : others;
        return type is null ? [] : Walk(property.Value, type.Type, $"{path}.{property.Key}");
    }

    private static IEnumerable<string> Variant(JsonObject value, DiscriminatedObjectType shape, string path)
    {
        var kind = value[shape.Discriminator]?.ToString() ?? "";
        var common = value.SelectMany(property => Property(property, shape.BaseProperties, null, path));
        return common.Concat(shape.Elements.TryGetValue(kind, out var variant) ? Walk(value, variant.Type, path) : [$"{path}.{shape.Discriminator} is '{kind}'"]);
    }

    // A text in brackets is an expression, whose value only a deployment knows. A union without literals lists nothing.
    private static IEnumerable<string> Text(string value, TypeBase type, string path)
    {
        IEnumerable<TypeBase> types = type is UnionType union ? union.Elements.Select(element => element.Type) : [type];
        var listed = types.OfType<StringLiteralType>().Select(literal => literal.Value).ToList();
        if (value.StartsWith('[') || listed.Count == 0 || listed.Contains(value))
        {
            return [];
        }

        return [$"{path} is '{value}', and not one of {string.Join(", ", listed)}"];
    }
}
