using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>What the compiled template promises: rules on what a plan of resources does not show. Each returns what breaks it.</summary>
internal static partial class TemplateRules
{
    public static IReadOnlyDictionary<string, Func<JsonObject, IEnumerable<string>>> All { get; } = new Dictionary<string, Func<JsonObject, IEnumerable<string>>>
    {
        // The rules are as many as the app has addresses, which only a deployment knows. So a plan has none of them.
        ["the database lets in the app's addresses"] = template => Module(template, "databaseAccess")["parameters"]!["addresses"]!["value"]!.ToString()
            == "[split(reference('web').outputs.possibleOutboundIpAddresses.value, ',')]" ? [] : ["addresses"],
        ["no open database"] = template => FirewallRules(template, "startIpAddress"),
        ["one address a rule"] = template => FirewallRules(template, "endIpAddress"),
        ["no parameter for a secret"] = template => Parameters(template).Where(IsSecret).Select(parameter => parameter.Key),
        ["no key is listed"] = template => ListsKeys().Matches(template.ToJsonString()).Select(match => match.Value),
    };

    /// <summary>A module: a deployment inside of the template, by its name in <c>main.bicep</c>.</summary>
    public static JsonObject Module(JsonObject template, string symbol) => template["resources"]![symbol]!["properties"]!.AsObject();

    private static IEnumerable<string> FirewallRules(JsonObject template, string property)
    {
        var resources = Module(template, "databaseAccess")["template"]!["resources"]!.AsArray();
        Assert.NotEmpty(resources);
        return resources.Select(resource => resource!["properties"]![property]!.GetValue<string>())
            .Where(address => address != "[parameters('addresses')[copyIndex()]]");
    }

    private static bool IsSecret(KeyValuePair<string, JsonNode?> parameter) => SecretName().IsMatch(parameter.Key)
        || parameter.Value!["type"]?.GetValue<string>().StartsWith("secure", StringComparison.OrdinalIgnoreCase) == true;

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Parameters(JsonObject template) => template["resources"]!.AsObject()
        .Select(resource => resource.Value!["properties"]?["template"]?["parameters"]).OfType<JsonObject>().Append(template["parameters"]!.AsObject())
        .SelectMany(parameters => parameters);

    [GeneratedRegex("secret|password|apikey|accesskey|connectionstring|token$|credential", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"\blist(Keys|AccountSas|ServiceSas|Secrets?)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex ListsKeys();
}
