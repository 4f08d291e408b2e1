using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>Reads YAML files of the repository.</summary>
internal static class YamlFile
{
    /// <summary>A file as JSON, in which every scalar is a text. A key that is there twice is an error.</summary>
    /// <param name="path">The path, relative to the repository's root.</param>
    public static JsonNode Read(string path)
    {
        var content = new DeserializerBuilder().WithDuplicateKeyChecking().Build().Deserialize(File.ReadAllText(RepositoryPaths.Of(path)));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(content))!;
    }
}
