using System.Text.Json.Nodes;
using Sandbox.Seed;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>A seed file that cannot be used stops the start with one sentence.</summary>
public sealed class SeedTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"identity-sandbox-seed-{Guid.NewGuid():N}.json");

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "$.password", "\"short\"", "$.password" },
        { "$.tenants[0].colour", "\"red\"", "$.tenants[0].colour" },
        { "$.tenants[0].id", "\"not-a-guid\"", "$.tenants[0].id" },
        { "$.tenants[1].id", "\"f883241c-3907-4c64-b25d-29a884a930b1\"", "$.tenants[1].id" },
        { "$.tenants[0].domain", "\"not a domain\"", "$.tenants[0].domain" },
        { "$.tenants[0].users[0].userPrincipalName", "\"alice@elsewhere.example\"", "$.tenants[0].users[0].userPrincipalName" },
        { "$.tenants[0].users[0].manager", "\"nobody@contoso.example\"", "$.tenants[0].users[0].manager" },
        { "$.tenants[0].users[0].photo", "\"nowhere.jpg\"", "$.tenants[0].users[0].photo" },
        { "$.tenants[0].users[0].groups", "[\"Nobody\"]", "$.tenants[0].users[0].groups" },
        { "$.tenants[0].users[0].groups", "[\"Engineering\",\"engineering\"]", "$.tenants[0].users[0].groups[1]" },
        { "$.tenants[0].users[1].id", "\"6a4c2c0e-9a0f-4a53-8f0c-6c9d8b7b7d01\"", "$.tenants[0].users[1].id" },
        { "$.tenants[1].domain", "\"CONTOSO.example\"", "$.tenants[1].domain" },
        { "$.tenants[1]", "null", "$.tenants[1]" },
        { "$.tenants[0].users[1]", "null", "$.tenants[0].users[1]" },
        { "$.tenants[0].applications[2].scopes", TwoScopes("Files.Read", "files.read"), "$.tenants[0].applications[2].scopes[1].value" },
        { "$.tenants[0].applications[2].scopes", TwoScopes("\u00c9.Read", "Other"), "$.tenants[0].applications[2].scopes" },
        { "$.tenants[0].applications[2].scopes", TwoScopes("Files Read", "Other"), "$.tenants[0].applications[2].scopes" },
        { "$.tenants[0].applications[1].secrets", """[{ "value": "twice-the-same-secret" }, { "value": "twice-the-same-secret" }]""", "$.tenants[0].applications[1].secrets" },
        { "$.tenants[0].applications[1].permissions", """{ "https://graph.microsoft.com": ["User.Read"], "HTTPS://graph.microsoft.com": ["Mail.Read"] }""", "$.tenants[0].applications[1].permissions" },
        { "$.tenants[0].users[0].displayName", "null", "$.tenants[0].users[0].displayName" },
        { "$.tenants[0].applications[1].redirectUris", "[\"/signin-oidc\"]", "$.tenants[0].applications[1].redirectUris" },
        { "$.tenants[0].applications[1].redirectUris", "[\"https://*.example/\"]", "$.tenants[0].applications[1].redirectUris" },
        { "$.tenants[0].applications[1].spaRedirectUris", "[\"/\"]", "$.tenants[0].applications[1].spaRedirectUris" },
        { "$.tenants[0].applications[1].spaRedirectUris", "[\"my-app://signed-in\"]", "$.tenants[0].applications[1].spaRedirectUris" },
        { "$.tenants[0].applications[1].spaRedirectUris", "[\"https://localhost:7111/signin-oidc\"]", "$.tenants[0].applications[1].spaRedirectUris" },
        {
            "$.tenants[0].applications[1].publicClientRedirectUris",
            "[\"https://localhost:7111/signin-oidc\"]",
            "$.tenants[0].applications[1].publicClientRedirectUris"
        },
        {
            "$.tenants[0].applications[1].publicClientRedirectUris",
            "[\"auth\"]",
            "$.tenants[0].applications[1].publicClientRedirectUris"
        },
        {
            "$.tenants[0].applications[17].publicClientRedirectUris",
            "[\"http://localhost:7304/\"]",
            "$.tenants[0].applications[17].publicClientRedirectUris"
        },
        { "$.tenants[0].applications[1].publicClient", "true", "$.tenants[0].applications[1].publicClient" },
        { "$.tenants[0].applications[1].certificates", "[\"abc\"]", "$.tenants[0].applications[1].certificates" },
        { "$.tenants[0].applications[1].permissions", "{\"https://nowhere.example\":[]}", "$.tenants[0].applications[1].permissions" },
        { "$.tenants[0].applications[1].permissions", "{\"https://graph.microsoft.com\":[\"User.Reed\"]}", "$.tenants[0].applications[1].permissions" },
        { "$.tenants[0].applications[2].assignments", "{\"nobody@contoso.example\":[]}", "$.tenants[0].applications[2].assignments" },
        { "$.tenants[0].applications[0].appRoles[1].id", "\"df021288-bdef-4463-88db-98f22de89214\"", "$.tenants[0].applications[0].appRoles[1].id" },
        { "$.tenants[0].managedIdentities[1].clientId", "\"d3a1b2c4-5e6f-4a7b-8c9d-0e1f2a3b4c11\"", "$.tenants[0].managedIdentities[1].clientId" },
        { "$.tenants[0].managedIdentities[1].clientId", "\"390f285f-1fdb-4541-be34-1c4a69f1fff6\"", "$.tenants[0].managedIdentities[1].clientId" },
        { "$.tenants[0].managedIdentities[1].principalId", "\"d3a1b2c4-5e6f-4a7b-8c9d-0e1f2a3b4c12\"", "$.tenants[0].managedIdentities[1].principalId" },
        { "$.tenants[0].managedIdentities[1].header", "\"with blank\"", "$.tenants[0].managedIdentities[1].header" },
        { "$.tenants[0].managedIdentities[1].systemAssigned", "true", "$.tenants[0].managedIdentities[1].systemAssigned" },
        { "$.tenants[0].managedIdentities[0].applicationPermissions", "{\"https://graph.microsoft.com\":[\"User.Reed\"]}", "$.tenants[0].managedIdentities[0].applicationPermissions" },
        { "$.tenants[1].managedIdentities", """[{ "name": "x", "clientId": "d3a1b2c4-5e6f-4a7b-8c9d-0e1f2a3b4c31", "principalId": "d3a1b2c4-5e6f-4a7b-8c9d-0e1f2a3b4c32", "header": "sandbox-only-not-a-secret" }]""", "$.tenants[1].managedIdentities[0].header" },
        { "$.tenants[2].managedIdentities", """[{ "name": "x", "clientId": "d3a1b2c4-5e6f-4a7b-8c9d-0e1f2a3b4c31", "principalId": "d3a1b2c4-5e6f-4a7b-8c9d-0e1f2a3b4c32", "header": "other" }]""", "$.tenants[2].managedIdentities[0]" },
        { "$.tenants[0].applications[16].federatedCredentials[0].issuer", "\"/contoso.example/v2.0\"", "$.tenants[0].applications[16].federatedCredentials[0].issuer" },
        { "$.tenants[0].applications[16].federatedCredentials[0].issuer", "\"http://token.example\"", "$.tenants[0].applications[16].federatedCredentials[0].issuer" },
        { "$.tenants[0].applications[16].federatedCredentials[0].subject", "\"\"", "$.tenants[0].applications[16].federatedCredentials[0].subject" },
        { "$.tenants[0].applications[16].publicClient", "true", "$.tenants[0].applications[16].federatedCredentials" },
        {
            "$.tenants[0].applications[19].knownClients",
            "[\"b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9aff\"]",
            "$.tenants[0].applications[19].knownClients"
        },
        {
            "$.tenants[0].applications[19].preAuthorized",
            """{ "b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9aff": ["Reports.Read"] }""",
            "$.tenants[0].applications[19].preAuthorized"
        },
        {
            "$.tenants[0].applications[19].preAuthorized",
            """{ "b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a04": ["Reports.Reed"] }""",
            "$.tenants[0].applications[19].preAuthorized"
        },
        { "$.tenants[0].guests", Guests("nobody@fabrikam.example"), "$.tenants[0].guests[0].account" },
        { "$.tenants[0].guests", Guests("alice@contoso.example"), "$.tenants[0].guests[0].account" },
        {
            "$.tenants[0].guests",
            Guests("eve@fabrikam.example", "EVE@fabrikam.example"),
            "$.tenants[0].guests[1].account"
        },
        { "$.tenants[0].guests[0].groups", "[\"Nobody\"]", "$.tenants[0].guests[0].groups" },
        { "$.tenants[0].guests[0].groups", "[\"Engineering\",\"engineering\"]", "$.tenants[0].guests[0].groups[1]" },
        { "$.tenants[2].guests", Guests("eve@fabrikam.example"), "$.tenants[2].guests" },
        { "$.tenants[3].guests", Guests("eve@fabrikam.example"), "$.tenants[3].guests" },
        { "$.tenants[0].customers", """[{ "email": "casey@customer.example", "displayName": "Casey" }]""", "$.tenants[0].customers" },
        { "$.tenants[2].kind", "\"Workforce\"", "$.tenants[2].customers" },
        { "$.tenants[2].kind", "\"Something\"", "$.tenants[2].kind" },
        { "$.tenants[2].totalUsers", "5", "$.tenants[2].users" },
        { "$.tenants[2].customers[1].email", "\"CASEY@customer.example\"", "$.tenants[2].customers[1].email" },
        { "$.tenants[2].customers[0].email", "\"Casey@customer.example\"", "$.tenants[2].customers[0].email" },
        { "$.tenants[3].customers[0].email", "\"c\u0430sey@customer.example\"", "$.tenants[3].customers[0].email" },
        { "$.tenants[3].customers[0].displayName", "\" \"", "$.tenants[3].customers[0]" },
        { "$.tenants[3].applications[0].multiTenant", "true", "$.tenants[3].applications[0].multiTenant" },
        { "$.tenants[2].policies[0].name", "\"susi\"", "$.tenants[2].policies[0].name" },
        { "$.tenants[2].policies[1].name", "\"b2c_1_SUSI\"", "$.tenants[2].policies[1].name" },
        { "$.tenants[2].policies[0].restClaimsApi", "\"/sandbox/loyalty\"", "$.tenants[2].policies[0].restClaimsApi" },
        { "$.tenants[3].policies", """[{ "name": "B2C_1_susi", "kind": "SignUpOrSignIn" }]""", "$.tenants[3].policies" },
        { "$.tenants[0].applications[2].clientId", "\"390f285f-1fdb-4541-be34-1c4a69f1fff6\"", "$.tenants[0].applications[2].clientId" },
    };

    public void Dispose() => File.Delete(_file);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_named_with_its_place(string path, string value, string place)
    {
        var seed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(RepositoryPaths.Sandbox, "seed.json"), EntraIdFixture.Token))!;
        seed["tenants"]![0]!["users"]![0]!.AsObject().Remove("photo");
        Set(seed, path, JsonNode.Parse(value));
        await File.WriteAllTextAsync(_file, seed.ToJsonString(), EntraIdFixture.Token);

        var exception = await ReadAsync();

        Assert.Equal(place, exception.Place);
        Assert.StartsWith($"seed.json, {place}: ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.DoesNotContain("Sandbox.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_json_is_named_with_the_line()
    {
        await File.WriteAllTextAsync(_file, "{\n  \"password\": \"Sandbox-2026!\",\n  oops\n}", EntraIdFixture.Token);

        Assert.Contains("(line 3)", (await ReadAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_named()
    {
        await using var held = new FileStream(_file, FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        Assert.Contains($"{_file} cannot be read", (await ReadAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named() => Assert.Contains(_file, (await ReadAsync()).Message, StringComparison.Ordinal);

    private Task<SeedException> ReadAsync() => Assert.ThrowsAsync<SeedException>(() => new SeedReader().ReadAsync(_file, EntraIdFixture.Token));

    private static void Set(JsonNode root, string path, JsonNode? value)
    {
        var steps = path.Replace("]", "", StringComparison.Ordinal).Split('.', '[')[1..];
        var node = steps[..^1].Aggregate(root, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        if (int.TryParse(steps[^1], out var last))
        {
            node[last] = value;
        }
        else
        {
            node[steps[^1]] = value;
        }
    }

    private static string Guests(params IEnumerable<string> accounts) =>
        new JsonArray([.. accounts.Select(account => new JsonObject { ["account"] = account })]).ToJsonString();

    private static string TwoScopes(string first, string second) => new JsonArray(Scope(first), Scope(second)).ToJsonString();

    private static JsonObject Scope(string value) => new() { ["value"] = value, ["title"] = "Title", ["description"] = "Description." };
}
