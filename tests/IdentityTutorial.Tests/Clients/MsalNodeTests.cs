using IdentityTutorial.Tests.EntraId;
using IdentityTutorial.Tests.TestKit.Node;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdentityTutorial.Tests.Clients;

/// <summary>Microsoft's client library for Node, <c>@azure/msal-node</c>.</summary>
[Collection(ClientTests.Name)]
public sealed class MsalNodeTests(ClientStage stage)
{
    [Fact]
    public async Task It_has_the_user_consent_to_two_APIs_at_once_and_gets_a_token_for_each()
    {
        NodeProgram.FindLibrariesOrSkip();
        var app = SeededApp.AsksForConsent;

        var result = await NodeProgram.RunAsync(
            "msal-node-two-apis.mjs", await stage.CertificateAsync(), TestContext.Current.CancellationToken,
            ("SANDBOX", (await stage.SandboxAsync()).GetLeftPart(UriPartial.Authority)),
            ("TENANT", SeededTenants.Contoso), ("CLIENT_ID", app.ClientId), ("CLIENT_SECRET", SeededApp.Secret), ("REDIRECT_URI", app.RedirectUri),
            ("ACCOUNT", SeededTenants.Alice));

        Assert.Equal(SeededTenants.Alice, result.GetProperty("username").GetString());
        var consent = Assert.Single(result.GetProperty("consents").EnumerateArray())
            .EnumerateArray().Select(scope => scope.GetString());
        Assert.Superset(new HashSet<string?> { "User.Read", "Tasks.Read" }, consent.ToHashSet());
        Assert.Equal("https://graph.microsoft.com", AudienceOf("first"));
        Assert.Equal(SeededApp.TasksApi.ClientId, AudienceOf("second"));
        Assert.True(result.GetProperty("cached").GetProperty("fromCache").GetBoolean());
        Assert.Contains("AADSTS28000", result.GetProperty("refused").GetProperty("message").GetString(), StringComparison.Ordinal);

        string AudienceOf(string token) =>
            new JsonWebToken(result.GetProperty(token).GetProperty("accessToken").GetString()).Audiences.Single();
    }
}
