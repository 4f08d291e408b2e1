using System.Text.Json;
using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.TestKit.Node;

namespace IdentityTutorial.Tests.Clients;

/// <summary>
/// Client libraries for Node: sign-in, renewal, an API call and the most common failures. Each program runs its steps
/// by itself, without a way to the internet.
/// </summary>
[Collection(ClientTests.Name)]
public sealed class NodeClientTests(ClientStage stage)
{
    [Fact]
    public async Task Openid_client_signs_in_with_the_authority_alone()
    {
        var result = await stage.RunAsync("openid-client.mjs", SeededApp.SignIn);

        ShouldHave(
            result,
            ("username", SeededTenants.Alice), ("me", SeededTenants.Alice), ("userInfo", "Alice Archer"),
            ("renewed", SeededTenants.Alice));
        Assert.Contains("/oauth2/v2.0/logout?", Text(result, "signOut"), StringComparison.Ordinal);
        ShouldSay(result, "withWrongSecret", "AADSTS7000215");
        ShouldSay(result, "withCommon", "discovered metadata issuer does not match the expected issuer");
        ShouldReachNoOtherHost(result);
    }

    [Fact]
    public async Task Azure_identity_needs_the_authority_host_and_no_instance_discovery()
    {
        var result = await stage.RunAsync(
            "azure-identity.mjs", SeededApp.CallsGraph, ("PUBLIC_CLIENT_ID", SeededApp.Public.ClientId));

        ShouldHave(result, ("meOfWeb", SeededTenants.Alice), ("renewed", SeededTenants.Alice));
        Assert.Equal(200, result.GetProperty("users").GetInt32());
        Assert.True(result.GetProperty("cached").GetBoolean());
        Assert.True(result.GetProperty("daemonRenewed").GetBoolean());
        ShouldSay(result, "withoutDisableInstanceDiscovery", "endpoints_resolution_error");
        ShouldSay(result, "withoutAuthorityHost", "network_error");
        ShouldSay(result, "withWrongSecret", "AADSTS7000215");
    }

    [Fact]
    public async Task The_Graph_client_needs_the_base_address_and_the_host()
    {
        var result = await stage.RunAsync("microsoft-graph-client.mjs", SeededApp.CallsGraph);

        ShouldHave(result, ("me", SeededTenants.Alice), ("photo", "image/png"), ("renewed", SeededTenants.Alice));
        var names = result.GetProperty("names").EnumerateArray().Select(name => name.GetString());
        Assert.Equal(5, names.Distinct().Count());
        ShouldSay(result, "withoutCustomHosts", "Access token is empty");
        ShouldSay(result, "withoutPermission", "403");
        ShouldReachNoOtherHost(result);
    }

    [Fact]
    public async Task Auth_js_needs_a_profile_function_of_its_own()
    {
        var result = await stage.RunAsync("auth-js.mjs", SeededApp.SignIn, ("APP", "https://localhost:7111"));

        ShouldHave(
            result,
            ("landing", "https://localhost:7111/"), ("me", SeededTenants.Alice), ("renewed", SeededTenants.Alice));
        Assert.Equal("Alice Archer", Text(result.GetProperty("user"), "name"));
        Assert.Empty(result.GetProperty("errors").EnumerateArray());
        Assert.Empty(result.GetProperty("hostsOfSignIn").EnumerateArray());
        var withoutProfile = result.GetProperty("withoutProfile");
        Assert.Equal(JsonValueKind.Null, withoutProfile.GetProperty("session").ValueKind);
        Assert.Contains("OAuthProfileParseError", withoutProfile.ToString(), StringComparison.Ordinal);
        Assert.Contains("graph.microsoft.com", withoutProfile.ToString(), StringComparison.Ordinal);
        Assert.Contains("invalid_client", result.GetProperty("withWrongSecret").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_program_needs_to_trust_the_development_certificate()
    {
        var result = await stage.RunAsync("certificate.mjs", SeededApp.SignIn, ("NODE_EXTRA_CA_CERTS", null));

        ShouldSay(result, "fetch", "DEPTH_ZERO_SELF_SIGNED_CERT");
        ShouldSay(result, "https", "DEPTH_ZERO_SELF_SIGNED_CERT");
    }

    private static void ShouldHave(JsonElement result, params IEnumerable<(string Name, string Value)> values) =>
        Assert.All(values, value => Assert.Equal((value.Name, value.Value), (value.Name, Text(result, value.Name))));

    private static void ShouldSay(JsonElement result, string failure, string text) =>
        Assert.Contains(text, Text(result, failure), StringComparison.Ordinal);

    private static void ShouldReachNoOtherHost(JsonElement result) =>
        Assert.Empty(result.GetProperty("otherHosts").EnumerateArray());

    private static string Text(JsonElement result, string name)
    {
        var value = result.GetProperty(name);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : $"no text, but {value}";
    }
}
