using System.Net;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.Graph;

/// <summary>Registers apps through Graph, and gets tokens for them.</summary>
public static class RegisteredApps
{
    /// <summary>The redirect URI of each app.</summary>
    public const string RedirectUri = "https://localhost:7777/callback";

    private const string Write = "Application.ReadWrite.All";

    /// <summary>An app with a service principal and without credentials.</summary>
    /// <param name="graph">The sandbox.</param>
    /// <param name="access">The JSON of <c>requiredResourceAccess</c>.</param>
    /// <returns>The client ID, which is the object ID as well.</returns>
    public static async Task<string> RegisterAppAsync(this GraphFixture graph, string access = "[]")
    {
        var body = $$"""
            {"displayName":"Registered","web":{"redirectUris":["{{RedirectUri}}"]},"requiredResourceAccess":{{access}}}
            """;
        var created = await graph.AsAdministratorAsync(Write, "POST", "/applications", body);
        Assert.True(created.Status == HttpStatusCode.Created, created.Body.ToString());
        var principal = await graph.AsAdministratorAsync(
            Write, "POST", "/servicePrincipals", $$"""{"appId":"{{created["appId"]}}"}""");
        Assert.True(principal.Status == HttpStatusCode.Created, principal.Body.ToString());
        return created["id"]!;
    }

    /// <summary>Adds a secret.</summary>
    public static async Task<string> AddSecretAsync(this GraphFixture graph, string id)
    {
        const string Body = """{"passwordCredential":{"displayName":"test"}}""";
        var added = await graph.AsAdministratorAsync(Write, "POST", $"/applications/{id}/addPassword", Body);
        return added["secretText"]!;
    }

    /// <summary>The answer to the app's request for a token of its own.</summary>
    public static Task<TokenAnswer> AppTokenAsync(
        this GraphFixture graph, string id, string secret, string scope = "https://graph.microsoft.com/.default") =>
        graph.Login.TokenAsync(
            ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret), ("scope", scope));

    /// <summary>The tokens of a user who signs in to the app.</summary>
    public static async Task<TokenAnswer> SignInToAppAsync(
        this GraphFixture graph, string id, string secret, string account, string scope = "openid User.Read")
    {
        using var browser = graph.Login.NewBrowser();
        var app = new SeededApp(id, RedirectUri);
        var address = EntraIdFixture.AuthorizeAddress(app, ("scope", scope));
        var code = EntraIdFixture.AnswerOf(await EntraIdFixture.SignInAsync(browser, address, account))["code"];
        return await graph.Login.RedeemAsync(app, code, ("client_secret", secret));
    }
}
