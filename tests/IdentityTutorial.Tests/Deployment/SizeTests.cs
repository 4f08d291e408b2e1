using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>The two sizes of the environment, and what the app is told in both.</summary>
[Collection(SharedCompiler.Name)]
public sealed class SizeTests(BicepFixture bicep)
{
    // Azure's documentation of the database sizes: connections that are left after the server's own.
    private static readonly Dictionary<string, int> _connections = new() { ["Standard_B1ms"] = 35, ["Standard_D2ds_v5"] = 844 };

    public static TheoryData<string> Sizes => [.. DeploymentPlan.Sizes];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_size_says_what_it_costs(string size) => Assert.Matches("US dollars a month", Read(size).GetProperty("costNote").GetString());

    [Fact]
    public async Task The_small_size_is_one_instance_without_a_standby()
    {
        var plan = await bicep.PlanAsync("small");

        Assert.Equal(("1", "false"), Worker(plan));
        Assert.Equal("Disabled", Value(plan, "Microsoft.DBforPostgreSQL/flexibleServers", "properties.highAvailability.mode"));
        Assert.Empty(plan.OfType("Microsoft.Insights/autoscalesettings"));
    }

    [Fact]
    public async Task The_scaled_out_size_survives_the_loss_of_an_instance_or_a_zone()
    {
        var plan = await bicep.PlanAsync("scaled-out");
        var capacity = Assert.Single(plan.OfType("Microsoft.Insights/autoscalesettings")).Find("properties.profiles")![0]!["capacity"]!;

        Assert.Equal(("2", "true"), Worker(plan));
        Assert.Equal("""{"minimum":"2","maximum":"6","default":"2"}""", capacity.ToJsonString());
        Assert.Equal("ZoneRedundant", Value(plan, "Microsoft.DBforPostgreSQL/flexibleServers", "properties.highAvailability.mode"));
        Assert.NotEqual("Burstable", Value(plan, "Microsoft.DBforPostgreSQL/flexibleServers", "sku.tier"));
        Assert.Equal("Standard_ZRS", Value(plan, "Microsoft.Storage/storageAccounts", "sku.name"));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_database_has_connections_for_every_instance_and_the_slot(string size)
    {
        var values = Read(size);
        var processes = 2 * values.GetProperty("maximumInstances").GetInt32(); // each worker also runs the slot

        Assert.InRange(processes * values.GetProperty("databasePoolSize").GetInt32(), 1, _connections[values.GetProperty("databaseSku").GetString()!]);
    }

    [Fact]
    public async Task The_app_is_told_everything_it_reads_and_no_secret()
    {
        var settings = await SettingsAsync();
        var basic = Basic(settings);

        Assert.Equal("SignedAssertionFromManagedIdentity", basic["AzureAd__ClientCredentials__0__SourceType"]);
        Assert.Equal("Production", basic["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("true", basic["Database__UseEntraAuthentication"]);
        Assert.Contains("SSL Mode=VerifyFull", basic["ConnectionStrings__Database"]);
        Assert.DoesNotContain("Password", basic["ConnectionStrings__Database"], StringComparison.OrdinalIgnoreCase);
        Assert.Superset(
            new HashSet<string> { "AzureAd__Instance", "AzureAd__TenantId", "AzureAd__ClientId", "AzureAd__ClientCredentials__0__ManagedIdentityClientId", "AZURE_CLIENT_ID", "ForwardedHeaders__KnownNetworks__0" },
            basic.Keys.ToHashSet());
        Assert.DoesNotContain(basic.Keys, name => name.Contains("Secret", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("'DataProtection__CertificatePath', format('/var/ssl/private/{0}.p12', parameters('certificateThumbprint'))", settings["certificate"]!.GetValue<string>());
        Assert.Contains("'WEBSITE_LOAD_CERTIFICATES', parameters('certificateThumbprint')", settings["certificate"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_declared_networks_parse_as_the_app_parses_them()
    {
        var networks = Basic(await SettingsAsync()).Where(setting => setting.Key.StartsWith("ForwardedHeaders__KnownNetworks__", StringComparison.Ordinal)).ToList();

        Assert.Equal(Enumerable.Range(0, networks.Count).Select(index => $"ForwardedHeaders__KnownNetworks__{index}"), networks.Select(network => network.Key));
        Assert.All(networks, network => Assert.True(System.Net.IPNetwork.TryParse(network.Value, out _)));
    }

    private static JsonElement Read(string size) =>
        JsonDocument.Parse(File.ReadAllText(RepositoryPaths.Of($"{InfraFolder.Original}/sizes/{size}.json"))).RootElement;

    private static (string Instances, string ZoneRedundant) Worker(DeploymentPlan plan) =>
        (Value(plan, "Microsoft.Web/serverfarms", "sku.capacity"), Value(plan, "Microsoft.Web/serverfarms", "properties.zoneRedundant"));

    private static string Value(DeploymentPlan plan, string type, string path) => Assert.Single(plan.OfType(type)).At(path);

    private static Dictionary<string, string> Basic(JsonObject settings) =>
        settings["basic"]!.AsObject().ToDictionary(setting => setting.Key, setting => setting.Value!.GetValue<string>());

    // The variables of settings.bicep. In a plan they are one expression, because some values are known to a deployment only.
    private async Task<JsonObject> SettingsAsync() =>
        TemplateRules.Module((await bicep.CompileAsync()).Template!, "settings")["template"]!["variables"]!.AsObject();
}
