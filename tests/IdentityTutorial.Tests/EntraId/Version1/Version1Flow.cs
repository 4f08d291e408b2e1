using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.Version1;

/// <summary>Requests to the endpoints of version 1, with <c>resource</c> in place of <c>scope</c>.</summary>
internal static class Version1Flow
{
    /// <summary>The identifier URI of the API that accepts tokens of version 1.0.</summary>
    public const string Reports = "https://contoso.example/reports";

    /// <summary>The issuer of Contoso's tokens of version 1.0.</summary>
    public const string Issuer = $"https://localhost:7443/{SeededTenants.Contoso}/";

    /// <summary>An authorization request without <c>scope</c>, with some parameters changed.</summary>
    public static string AuthorizeAddress(SeededApp app, params IEnumerable<(string Name, string Value)> changes) =>
        EntraIdFixture.AuthorizeAddress(app, [("scope", ""), .. changes])
            .Replace("/oauth2/v2.0/", "/oauth2/", StringComparison.Ordinal);

    /// <summary>A fresh authorization code.</summary>
    public static async Task<string> GetCodeAsync(
        EntraIdFixture at, SeededApp app, params IEnumerable<(string Name, string Value)> changes)
    {
        using var browser = at.NewBrowser();
        return AnswerOf(await SignInAsync(browser, AuthorizeAddress(app, changes)))["code"];
    }

    /// <summary>Signs in with a resource and redeems the code.</summary>
    public static async Task<TokenAnswer> GetTokensAsync(EntraIdFixture at, SeededApp app, string resource) =>
        await RedeemAsync(at, app, await GetCodeAsync(at, app, ("resource", resource)));

    /// <summary>Redeems a code with a secret.</summary>
    public static Task<TokenAnswer> RedeemAsync(
        EntraIdFixture at, SeededApp app, string code, params IEnumerable<(string Name, string Value)> changes) =>
        TokenAsync(at,
        [
            ("grant_type", "authorization_code"), ("client_id", app.ClientId), ("client_secret", SeededApp.Secret),
            ("redirect_uri", app.RedirectUri), ("code", code), .. changes,
        ]);

    /// <summary>Calls the token endpoint.</summary>
    public static Task<TokenAnswer> TokenAsync(
        EntraIdFixture at, params IEnumerable<(string Name, string Value)> fields) =>
        PostAsync(at, $"/{SeededTenants.Contoso}/oauth2/token", fields);

    /// <summary>Posts a form.</summary>
    public static async Task<TokenAnswer> PostAsync(
        EntraIdFixture at, string path, params IEnumerable<(string Name, string Value)> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        return await at.SendAsync(request);
    }
}
