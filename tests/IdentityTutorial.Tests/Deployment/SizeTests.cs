using System.Text.Json;

namespace IdentityTutorial.Tests.Deployment;

/// <summary>The two sizes of the environment, and what the app is told in both.</summary>
public sealed class SizeTests
{
    // Azure's documentation of the database sizes: connections that are left after the server's own.
    private static readonly Dictionary<string, int> _connections = new() { ["Standard_B1ms"] = 35, ["Standard_D2ds_v5"] = 844 };

    public static TheoryData<string> Sizes => ["small", "scaled-out"];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_size_says_what_it_costs(string size) => Assert.Matches("US dollars a month", Read(size).GetProperty("costNote").GetString());

    [Fact]
    public void The_sizes_decide_the_same_things() => Assert.Equal(Read("small").EnumerateObject().Select(value => value.Name), Read("scaled-out").EnumerateObject().Select(value => value.Name));

    [Fact]
    public void Scaled_out_is_zone_redundant_with_two_instances_or_more()
    {
        var size = Read("scaled-out");

        Assert.True(size.GetProperty("zoneRedundant").GetBoolean());
        Assert.InRange(size.GetProperty("instances").GetInt32(), 2, size.GetProperty("maximumInstances").GetInt32() - 1);
        Assert.NotEqual("Burstable", size.GetProperty("databaseTier").GetString());
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
        var settings = (await BicepTemplate.ReadAsync()).Named("settings.bicep").Variables.ToDictionary(variable => variable.Symbol, variable => variable.Value!);
        var basic = settings["basic"].AsObject().ToDictionary(setting => setting.Key, setting => setting.Value!.ToString());

        Assert.Equal("SignedAssertionFromManagedIdentity", basic["AzureAd__ClientCredentials__0__SourceType"]);
        Assert.Equal("Production", basic["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("true", basic["Database__UseEntraAuthentication"]);
        Assert.Contains("SSL Mode=VerifyFull", basic["ConnectionStrings__Database"]);
        Assert.DoesNotContain("Password", basic["ConnectionStrings__Database"], StringComparison.OrdinalIgnoreCase);
        Assert.Superset(
            new HashSet<string> { "AzureAd__Instance", "AzureAd__TenantId", "AzureAd__ClientId", "AzureAd__ClientCredentials__0__ManagedIdentityClientId", "AZURE_CLIENT_ID", "ForwardedHeaders__KnownNetworks__0" },
            basic.Keys.ToHashSet());
        Assert.DoesNotContain(basic.Keys, name => name.Contains("Secret", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("DataProtection__CertificatePath: '/var/ssl/private/${certificateThumbprint}.p12'", BicepResource.Text(settings["certificate"]));
        Assert.Contains("WEBSITE_LOAD_CERTIFICATES: certificateThumbprint", BicepResource.Text(settings["certificate"]));
    }

    [Fact]
    public async Task The_declared_networks_parse_as_the_app_parses_them()
    {
        var basic = (await BicepTemplate.ReadAsync()).Named("settings.bicep").Variables.Single(variable => variable.Symbol == "basic").Value!.AsObject();
        var networks = basic.Where(setting => setting.Key.StartsWith("ForwardedHeaders__KnownNetworks__", StringComparison.Ordinal)).ToList();

        Assert.Equal(Enumerable.Range(0, networks.Count).Select(index => $"ForwardedHeaders__KnownNetworks__{index}"), networks.Select(network => network.Key));
        Assert.All(networks, network => Assert.True(System.Net.IPNetwork.TryParse(network.Value!.ToString(), out _)));
    }

    private static JsonElement Read(string size) =>
        JsonDocument.Parse(File.ReadAllText(RepositoryPaths.Of($"{BicepTemplate.Folder}/sizes/{size}.json"))).RootElement;
}
