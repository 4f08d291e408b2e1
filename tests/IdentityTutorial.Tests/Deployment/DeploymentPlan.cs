using System.Text.Json.Nodes;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>What a deployment creates, as the compiler predicts it.</summary>
/// <param name="snapshot">The answer of <see cref="BicepCompiler.TakeSnapshotAsync"/>.</param>
internal sealed class DeploymentPlan(JsonObject snapshot)
{
    /// <summary>The tenant that the plan is for.</summary>
    public const string TenantId = "11111111-1111-1111-1111-111111111111";

    /// <summary>The size that has every resource of the other.</summary>
    public const string Largest = "scaled-out";

    /// <summary>The two sizes of the environment.</summary>
    public static IReadOnlyList<string> Sizes { get; } = ["small", Largest];

    public IReadOnlyList<PlannedResource> Resources { get; } =
        [.. snapshot["predictedResources"]!.AsArray().Select(resource => new PlannedResource(resource!.AsObject()))];

    public IEnumerable<PlannedResource> OfType(string type) => Resources.Where(resource => resource.Type == type);
}

/// <summary>One resource of a plan. A value that only a deployment knows is an expression of the template language in brackets.</summary>
/// <param name="body">The resource as the compiler prints it.</param>
internal sealed class PlannedResource(JsonObject body)
{
    /// <summary>The type, such as <c>Microsoft.Web/sites</c>, without a version.</summary>
    public string Type { get; } = body["type"]!.GetValue<string>().Split('@')[0];

    /// <summary>The resource ID; empty for an object of Microsoft Graph, which has none before it exists.</summary>
    public string Id { get; } = body["id"]?.GetValue<string>() ?? "";

    /// <summary>The version of the API, of an Azure resource.</summary>
    public string ApiVersion { get; } = body["apiVersion"]?.GetValue<string>() ?? "";

    public JsonObject Body { get; } = body;

    /// <summary>A value by its path, such as <c>properties.siteConfig.ftpsState</c>, as text: <c>true</c>, <c>Disabled</c>; empty when it is not there.</summary>
    public string At(string path) => Find(path)?.ToString() ?? "";

    /// <summary>The items of an array of texts.</summary>
    public IReadOnlyList<string> Items(string path) => Find(path) is JsonArray items ? [.. items.Select(item => item!.ToString())] : [];

    /// <summary>The expression for a property that a deployment knows once it has created this resource.</summary>
    public string Reference(string property) => $"reference('{Id}', '{ApiVersion}').{property}";

    /// <summary>A value by its path, or <see langword="null"/>.</summary>
    public JsonNode? Find(string path)
    {
        JsonNode? node = Body;
        foreach (var name in path.Split('.'))
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }
}
