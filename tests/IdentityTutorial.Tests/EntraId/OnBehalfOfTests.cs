using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Identity.Client;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.OnBehalfOfFlow;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>An API calls another API on behalf of the person who called it.</summary>
public sealed class OnBehalfOfTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Theory]
    [InlineData(UserRead)]
    [InlineData("https://graph.microsoft.com/.default")]
    [InlineData("User.Read")]
    public async Task The_token_is_for_the_other_API_the_same_person_and_the_calling_application(string scope)
    {
        var answer = await ExchangeAsync(fixture, await AssertionAsync(fixture), ("scope", scope));

        var token = answer.AccessToken;
        Assert.Equal("https://graph.microsoft.com", Assert.Single(token.Audiences));
        Assert.Equal((SeededApp.TasksApi.ClientId, SeededTenants.Alice), (token.GetPayloadValue<string>("appid"), token.GetPayloadValue<string>("upn")));
        Assert.Contains("User.Read", token.GetPayloadValue<string>("scp").Split(' '));
        Assert.Null(answer.Body["refresh_token"]);
        Assert.Null(answer.Body["id_token"]);
        Assert.Equal(SeededTenants.Alice, (await MeAsync(answer["access_token"]))["userPrincipalName"]);
    }

    [Fact]
    public async Task With_offline_access_there_is_a_refresh_token_which_belongs_to_the_calling_application()
    {
        var answer = await ExchangeAsync(fixture, await AssertionAsync(fixture), ("scope", $"{UserRead} openid profile offline_access"));

        var refreshed = await fixture.RefreshAsync(SeededApp.TasksApi, answer["refresh_token"], ("scope", UserRead));
        var foreign = await fixture.RefreshAsync(SeededApp.SignIn, answer["refresh_token"]);

        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
        Assert.Equal(SeededApp.TasksApi.ClientId, Assert.Single(answer.IdToken.Audiences));
        ProtocolAssert.IsError(foreign, HttpStatusCode.BadRequest, "invalid_grant", 70000);
    }

    [Fact]
    public async Task What_nobody_consented_to_is_AADSTS65001()
    {
        var answer = await ExchangeAsync(fixture, await AssertionAsync(fixture), ("scope", "https://graph.microsoft.com/Mail.Read"));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_grant", 65001);
        Assert.Equal("consent_required", answer["suberror"]);
    }

    [Fact]
    public async Task Default_of_an_API_of_which_the_registration_lists_nothing_is_AADSTS65001()
    {
        const string Other = "https://contoso.example/reports/.default";

        var answer = await ExchangeAsync(fixture, await AssertionAsync(fixture), ("scope", Other));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_grant", 65001);
    }

    [Fact]
    public async Task A_second_factor_that_the_other_API_needs_is_AADSTS50076_with_a_challenge_that_helps()
    {
        await using var own = new EntraIdFixture();
        await own.ChangeAsync(async db => (await db.Set<Application>().SingleAsync(app => app.DisplayName.StartsWith("Microsoft Graph"), EntraIdFixture.Token)).RequiresMultiFactor = true);

        var answer = await ExchangeAsync(own, await AssertionAsync(own));
        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_grant", 50076);
        var stronger = await AssertionAsync(own, changes: ("claims", answer["claims"]));

        Assert.Equal(HttpStatusCode.OK, (await ExchangeAsync(own, stronger)).Status);
    }

    [Theory]
    [InlineData("assertion", "", "invalid_request", 900144)]
    [InlineData("requested_token_use", "", "invalid_request", 900144)]
    [InlineData("scope", "", "invalid_request", 900144)]
    [InlineData("requested_token_use", "something_else", "invalid_request", 9002313)]
    [InlineData("assertion", "not a token", "invalid_grant", 50013)]
    [InlineData("assertion", "a.b.c", "invalid_grant", 50013)]
    [InlineData("assertion", "huge", "invalid_request", 9002313)]
    [InlineData("scope", "https://nowhere.example/Read", "invalid_resource", 500011)]
    [InlineData("scope", "https://graph.microsoft.com/User.Reed", "invalid_client", 650053)]
    public async Task A_parameter_that_is_missing_or_wrong_is_named(string name, string value, string error, int code)
    {
        var answer = await ExchangeAsync(fixture, await AssertionAsync(fixture), (name, value == "huge" ? new string('x', 17 * 1024) : value));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, error, code);
    }

    [Fact]
    public async Task Two_assertions_are_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{SeededTenants.Contoso}/oauth2/v2.0/token")
        {
            Content = new FormUrlEncodedContent([.. Fields(await AssertionAsync(fixture)).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)), KeyValuePair.Create("assertion", "other")]),
        };

        ProtocolAssert.IsError(await fixture.SendAsync(request), HttpStatusCode.BadRequest, "invalid_request", 9002313);
    }

    [Fact]
    public async Task An_application_without_credential_gets_nothing()
    {
        var assertion = await AssertionAsync(fixture);

        ProtocolAssert.IsError(await ExchangeAsync(fixture, assertion, ("client_secret", "")), HttpStatusCode.Unauthorized, "invalid_client", 7000218);
        ProtocolAssert.IsError(await ExchangeAsync(fixture, assertion, ("client_secret", "wrong")), HttpStatusCode.Unauthorized, "invalid_client", 7000215);
        ProtocolAssert.IsError(
            await ExchangeAsync(fixture, assertion, ("client_id", SeededApp.Public.ClientId), ("client_secret", "")), HttpStatusCode.Unauthorized, "invalid_client", 7000218);
    }

    [Fact]
    public async Task Neither_assertion_nor_token_is_logged()
    {
        await using var own = new EntraIdFixture();
        var assertion = await AssertionAsync(own);
        var answer = await ExchangeAsync(own, assertion, ("scope", $"{UserRead} offline_access"));
        await ExchangeAsync(own, assertion + "x");

        own.Sandbox.Log.ShouldNotContain([assertion, answer["access_token"], answer["refresh_token"], SeededApp.Secret]);
    }

    [Fact]
    public async Task MSAL_acquires_a_token_on_behalf_of_the_caller_and_then_finds_it_in_its_cache()
    {
        var client = ConfidentialClientApplicationBuilder.Create(SeededApp.TasksApi.ClientId)
            .WithOidcAuthority($"https://localhost:7443/{SeededTenants.Contoso}/v2.0")
            .WithClientSecret(SeededApp.Secret)
            .WithHttpClientFactory(new MsalToSandbox(fixture.Sandbox))
            .Build();
        var caller = new UserAssertion(await AssertionAsync(fixture));

        var first = await client.AcquireTokenOnBehalfOf([UserRead], caller).ExecuteAsync(EntraIdFixture.Token);
        var second = await client.AcquireTokenOnBehalfOf([UserRead], caller).ExecuteAsync(EntraIdFixture.Token);
        var refused = await Assert.ThrowsAsync<MsalUiRequiredException>(
            () => client.AcquireTokenOnBehalfOf(["https://graph.microsoft.com/Mail.Read"], caller).ExecuteAsync(EntraIdFixture.Token));

        Assert.Equal((TokenSource.IdentityProvider, TokenSource.Cache), (first.AuthenticationResultMetadata.TokenSource, second.AuthenticationResultMetadata.TokenSource));
        Assert.Equal(first.AccessToken, second.AccessToken);
        Assert.Equal(UiRequiredExceptionClassification.ConsentRequired, refused.Classification);
    }

    private Task<TokenAnswer> MeAsync(string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1.0/me");
        request.Headers.Authorization = new("Bearer", token);
        return fixture.SendAsync(request);
    }
}
