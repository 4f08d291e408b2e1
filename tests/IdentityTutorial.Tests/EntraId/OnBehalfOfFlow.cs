namespace IdentityTutorial.Tests.EntraId;

/// <summary>The tasks API calls Graph on behalf of the person who called it.</summary>
internal static class OnBehalfOfFlow
{
    public const string Tasks = "api://tasks.contoso.example/Tasks.Read";
    public const string UserRead = "https://graph.microsoft.com/User.Read";

    /// <summary>The token that the tasks API is called with.</summary>
    public static async Task<string> AssertionAsync(EntraIdFixture at, params IEnumerable<(string Name, string Value)> changes) =>
        (await at.GetTokensAsync(SeededApp.SignIn, changes: [("scope", $"openid {Tasks}"), .. changes]))["access_token"];

    public static Task<TokenAnswer> ExchangeAsync(EntraIdFixture at, string assertion, params IEnumerable<(string Name, string Value)> changes) =>
        at.TokenAsync([.. Fields(assertion), .. changes]);

    public static (string Name, string Value)[] Fields(string assertion) =>
    [
        ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("requested_token_use", "on_behalf_of"), ("client_id", SeededApp.TasksApi.ClientId),
        ("client_secret", SeededApp.Secret), ("assertion", assertion), ("scope", UserRead),
    ];
}
