using System.Text.Json.Nodes;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>One Bicep file, as <c>tests/infra/read-bicep.mjs</c> prints it.</summary>
/// <param name="File">Its path.</param>
/// <param name="Faults">What does not parse.</param>
/// <param name="Extensions">The extensions it names.</param>
internal sealed record BicepFile(
    string File, IReadOnlyList<BicepFault> Faults, IReadOnlyList<string> Extensions, IReadOnlyList<BicepSymbol> Parameters,
    IReadOnlyList<BicepSymbol> Variables, IReadOnlyList<BicepResource> Resources, IReadOnlyList<BicepModule> Modules, IReadOnlyList<BicepSymbol> Outputs)
{
    /// <summary>The file's name with its extension.</summary>
    public string Name => Path.GetFileName(File);
}

/// <summary>A place that does not parse.</summary>
internal sealed record BicepFault(int Line, string Kind, string Text);

/// <summary>A parameter, variable or output. <paramref name="Value"/> is its value or default; for an expression, an object with the one property <c>expression</c>.</summary>
internal sealed record BicepSymbol(string Symbol, string? Type, IReadOnlyList<string>? Decorators, JsonNode? Value);

/// <summary>A call of a module.</summary>
internal sealed record BicepModule(string Symbol, string Path, string? Condition, JsonObject Properties);

/// <summary>A resource that is declared, or with <paramref name="Existing"/> one that is only looked up.</summary>
internal sealed record BicepResource(string Symbol, string Type, string ApiVersion, bool Existing, JsonObject Properties)
{
    /// <summary>A value by its path, such as <c>properties.siteConfig.ftpsState</c>, as text: <c>true</c>, <c>Disabled</c>, the source of an expression; empty when it is not there.</summary>
    public string At(string path)
    {
        JsonNode? node = Properties;
        foreach (var name in path.Split('.'))
        {
            node = (node as JsonObject)?[name];
        }

        return Text(node);
    }

    /// <summary>The items of an array of texts.</summary>
    public IReadOnlyList<string> Items(string path)
    {
        JsonNode? node = Properties;
        foreach (var name in path.Split('.'))
        {
            node = (node as JsonObject)?[name];
        }

        return node is JsonArray items ? [.. items.Select(Text)] : [];
    }

    /// <summary>A value as text; of an expression its source.</summary>
    public static string Text(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } single when single["expression"] is { } expression => expression.GetValue<string>(),
        null => "",
        _ => node.ToString(),
    };
}
