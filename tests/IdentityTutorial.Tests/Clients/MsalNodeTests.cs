using IdentityTutorial.Tests.EntraId;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdentityTutorial.Tests.Clients;

/// <summary>Microsoft's client library for Node, <c>@azure/msal-node</c>.</summary>
[Collection(ClientTests.Name)]
public sealed class MsalNodeTests(ClientStage stage)
{
    [Fact]
    public async Task It_has_the_user_consent_to_two_APIs_at_once_and_gets_and_renews_a_token_for_each()
    {
        var result = await stage.RunAsync("msal-node.mjs", SeededApp.AsksForConsent);

        Assert.Equal(SeededTenants.Alice, result.GetProperty("username").GetString());
        var consent = Assert.Single(result.GetProperty("consents").EnumerateArray())
            .EnumerateArray().Select(scope => scope.GetString());
        Assert.Superset(new HashSet<string?> { "User.Read", "Tasks.Read" }, consent.ToHashSet());
        Assert.Equal("https://graph.microsoft.com", AudienceOf("first"));
        Assert.Equal(SeededApp.TasksApi.ClientId, AudienceOf("second"));
        Assert.True(result.GetProperty("cached").GetProperty("fromCache").GetBoolean());
        Assert.Contains("AADSTS28000", result.GetProperty("refused").GetProperty("message").GetString(), StringComparison.Ordinal);

        Assert.Equal(SeededTenants.Alice, result.GetProperty("me").GetString());
        Assert.Equal(SeededTenants.Alice, result.GetProperty("renewed").GetString());

        // The most common failures.
        ShouldSay("withoutConsent", "AADSTS65001");
        ShouldSay("withWrongSecret", "AADSTS7000215");
        ShouldSay("withoutKnownAuthorities", "endpoints_resolution_error");
        ShouldSay("withoutPort", "endpoints_resolution_error");

        void ShouldSay(string failure, string text) =>
            Assert.Contains(text, result.GetProperty(failure).GetString(), StringComparison.Ordinal);

        string AudienceOf(string token) =>
            new JsonWebToken(result.GetProperty(token).GetProperty("accessToken").GetString()).Audiences.Single();
    }
}
