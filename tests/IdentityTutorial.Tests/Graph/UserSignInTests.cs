using System.Net;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.Graph;

/// <summary>What a change of a user through Graph does to the sign-ins of this user.</summary>
public sealed class UserSignInTests(GraphFixture graph) : IClassFixture<GraphFixture>
{
    private const string Write = "User.ReadWrite.All";

    [Fact]
    public async Task A_new_user_signs_in_with_the_password_until_the_account_is_disabled()
    {
        var (id, name) = await graph.CreateUserAsync();
        var refresh = (await graph.SignInWithPasswordAsync(name, SeededTenants.Password))["refresh_token"];
        Assert.Equal(HttpStatusCode.OK, (await graph.Login.RefreshAsync(SeededApp.SignIn, refresh)).Status);

        var disabled = await graph.AsAdministratorAsync(
            "User.EnableDisableAccount.All", "PATCH", $"/users/{id}", """{"accountEnabled":false}""");

        Assert.Equal(HttpStatusCode.NoContent, disabled.Status);
        ProtocolAssert.IsError(
            await graph.Login.RefreshAsync(SeededApp.SignIn, refresh),
            HttpStatusCode.BadRequest,
            "invalid_grant",
            50057);
        await graph.AsAdministratorAsync(Write, "PATCH", $"/users/{name}", """{"accountEnabled":true}""");
        Assert.Equal(HttpStatusCode.OK, (await graph.Login.RefreshAsync(SeededApp.SignIn, refresh)).Status);
    }

    [Fact]
    public async Task A_renamed_user_is_known_by_the_new_name_only()
    {
        var (id, name) = await graph.CreateUserAsync();

        var renamed = await graph.AsAdministratorAsync(
            Write, "PATCH", $"/users/{id}", $$"""{"userPrincipalName":"x-{{name}}"}""");

        Assert.Equal(HttpStatusCode.NoContent, renamed.Status);
        Assert.Equal(id, (await graph.GetAsync($"/users/x-{name}"))["id"]);
        GraphAssert.IsError(await graph.GetAsync($"/users/{name}"), 404, "Request_ResourceNotFound");
        Assert.NotEmpty((await graph.SignInWithPasswordAsync("x-" + name, SeededTenants.Password))["access_token"]);
    }

    [Theory]
    [InlineData("/users/{0}/revokeSignInSessions")]
    [InlineData("/me/revokeSignInSessions")]
    public async Task Revoking_sessions_ends_refresh_tokens_access_tokens_and_the_browsers_session(string path)
    {
        var (id, name) = await graph.CreateUserAsync();
        using var browser = graph.Login.NewBrowser();
        var address = EntraIdFixture.AuthorizeAddress(SeededApp.SignIn);
        var code = EntraIdFixture.AnswerOf(await EntraIdFixture.SignInAsync(browser, address, name))["code"];
        var refresh = (await graph.Login.RedeemAsync(SeededApp.SignIn, code))["refresh_token"];
        var own = await graph.TokenAsync(name, "User.RevokeSessions.All User.Read");
        graph.Login.Clock.Advance(TimeSpan.FromSeconds(1));

        var revoked = path.StartsWith("/me", StringComparison.Ordinal)
            ? await graph.SendAsync(own, "POST", path)
            : await graph.AsAdministratorAsync(
                "User.RevokeSessions.All", "POST", path.Replace("{0}", id, StringComparison.Ordinal));

        Assert.True(revoked.Body["value"]!.GetValue<bool>());
        ProtocolAssert.IsError(
            await graph.Login.RefreshAsync(SeededApp.SignIn, refresh),
            HttpStatusCode.BadRequest,
            "invalid_grant",
            50173);
        GraphAssert.IsError(await graph.GetAsync(own, "/me"), 401, "InvalidAuthenticationToken");
        Assert.True((await EntraIdFixture.OpenAsync(browser, address)).IsSignInPage());
    }
}
