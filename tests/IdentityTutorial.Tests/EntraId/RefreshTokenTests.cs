using System.Net;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Users;

namespace IdentityTutorial.Tests.EntraId;

public sealed class RefreshTokenTests
{
    [Fact]
    public async Task Each_use_gives_new_tokens_and_a_new_refresh_token()
    {
        await using var fixture = new EntraIdFixture();
        var first = await fixture.GetTokensAsync(SeededApp.SignIn);

        var second = await fixture.RefreshAsync(SeededApp.SignIn, first["refresh_token"]);
        var third = await fixture.RefreshAsync(SeededApp.SignIn, second["refresh_token"]);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (second.Status, third.Status));
        Assert.Equal(3, new HashSet<string> { first["refresh_token"], second["refresh_token"], third["refresh_token"] }.Count);
        Assert.Equal(first.IdToken.Subject, third.IdToken.Subject);
        Assert.False(third.IdToken.TryGetPayloadValue<string>("nonce", out _));
    }

    [Fact]
    public async Task Using_one_again_and_in_parallel_gives_tokens_each_time()
    {
        await using var fixture = new EntraIdFixture();
        var first = await fixture.GetTokensAsync(SeededApp.SignIn);
        var second = await fixture.RefreshAsync(SeededApp.SignIn, first["refresh_token"]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fixture.RefreshAsync(SeededApp.SignIn, first["refresh_token"])));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(8, answers.Select(answer => answer["refresh_token"]).Distinct().Count());
        Assert.Equal(HttpStatusCode.OK, (await fixture.RefreshAsync(SeededApp.SignIn, second["refresh_token"])).Status);
    }

    [Fact]
    public async Task One_that_is_used_lives_no_longer_and_the_one_it_gave_does()
    {
        await using var fixture = new EntraIdFixture();
        var first = await fixture.GetTokensAsync(SeededApp.SignIn);
        fixture.Clock.Advance(TimeSpan.FromDays(60));
        var second = await fixture.RefreshAsync(SeededApp.SignIn, first["refresh_token"]);

        // The hourly removal of what has expired must not take what the newer token needs.
        fixture.Clock.Advance(TimeSpan.FromDays(40));

        ProtocolAssert.IsError(await fixture.RefreshAsync(SeededApp.SignIn, first["refresh_token"]), HttpStatusCode.BadRequest, "invalid_grant", 700082);
        Assert.Equal(HttpStatusCode.OK, (await fixture.RefreshAsync(SeededApp.SignIn, second["refresh_token"])).Status);
    }

    [Fact]
    public async Task After_90_unused_days_it_is_AADSTS700082()
    {
        await using var fixture = new EntraIdFixture();
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn);

        fixture.Clock.Advance(TimeSpan.FromDays(90));

        ProtocolAssert.IsError(await fixture.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]), HttpStatusCode.BadRequest, "invalid_grant", 700082);
    }

    [Fact]
    public async Task After_a_password_change_or_revocation_it_is_AADSTS50173()
    {
        await using var fixture = new EntraIdFixture();
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn);

        await fixture.ChangeAsync(async db => (await AliceAsync(db)).TokensValidFrom = fixture.Clock.GetUtcNow().AddSeconds(1));

        ProtocolAssert.IsError(await fixture.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]), HttpStatusCode.BadRequest, "invalid_grant", 50173);
    }

    [Theory]
    [InlineData("1.unknown")]
    [InlineData("unknown")]
    [InlineData("1.")]
    [InlineData("1.%")]
    [InlineData("1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task One_that_cannot_be_read_is_AADSTS9002313_and_invalid_grant(string token)
    {
        await using var fixture = new EntraIdFixture();

        ProtocolAssert.IsError(await fixture.RefreshAsync(SeededApp.SignIn, token), HttpStatusCode.BadRequest, "invalid_grant", 9002313);
    }

    [Fact]
    public async Task A_changed_one_is_AADSTS9002313()
    {
        await using var fixture = new EntraIdFixture();
        var token = (await fixture.GetTokensAsync(SeededApp.SignIn))["refresh_token"];
        var changed = token[..^10] + (token[^10] == 'A' ? 'B' : 'A') + token[^9..];

        ProtocolAssert.IsError(await fixture.RefreshAsync(SeededApp.SignIn, changed), HttpStatusCode.BadRequest, "invalid_grant", 9002313);
    }

    [Fact]
    public async Task Another_applications_one_is_AADSTS70000()
    {
        await using var fixture = new EntraIdFixture();
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn);

        ProtocolAssert.IsError(await fixture.RefreshAsync(SeededApp.RolesAndGroups, tokens["refresh_token"]), HttpStatusCode.BadRequest, "invalid_grant", 70000);
    }

    [Fact]
    public async Task A_disabled_account_is_AADSTS50057()
    {
        await using var fixture = new EntraIdFixture();
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn);

        await fixture.ChangeAsync(async db => (await AliceAsync(db)).Enabled = false);

        ProtocolAssert.IsError(await fixture.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]), HttpStatusCode.BadRequest, "invalid_grant", 50057);
    }

    [Fact]
    public async Task A_second_factor_that_became_necessary_is_AADSTS50076_with_a_claims_challenge_and_the_token_stays_usable()
    {
        await using var fixture = new EntraIdFixture();
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn);
        await fixture.ChangeAsync(async db => (await AliceAsync(db)).RequiresMultiFactor = true);

        var answer = await fixture.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);
        await fixture.ChangeAsync(async db => (await AliceAsync(db)).RequiresMultiFactor = false);

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_grant", 50076);
        Assert.Contains("capolids", answer["claims"], StringComparison.Ordinal);
        Assert.Equal("basic_action", answer["suberror"]);
        Assert.Equal(HttpStatusCode.OK, (await fixture.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"])).Status);
    }

    [Fact]
    public async Task Conditional_access_that_blocks_by_now_is_AADSTS53003()
    {
        await using var fixture = new EntraIdFixture();
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn);

        await fixture.ChangeAsync(async db => (await db.Set<Application>().SingleAsync(app => app.ClientId == Guid.Parse(SeededApp.SignIn.ClientId), EntraIdFixture.Token)).IsBlocked = true);

        var answer = await fixture.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);
        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_grant", 53003);
        Assert.Equal("message_only", answer["suberror"]);
    }

    [Fact]
    public async Task Consent_that_was_taken_back_is_AADSTS65001()
    {
        await using var fixture = new EntraIdFixture();
        var tokens = await fixture.GetTokensAsync(SeededApp.SignIn);

        await fixture.ChangeAsync(db => db.Set<ConsentGrant>().ExecuteDeleteAsync(EntraIdFixture.Token));
        var answer = await fixture.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, "invalid_grant", 65001);
        Assert.Equal("consent_required", answer["suberror"]);
    }

    [Fact]
    public async Task It_gives_tokens_for_another_api_that_was_consented_to()
    {
        await using var fixture = new EntraIdFixture();
        var tokens = await fixture.GetTokensAsync(SeededApp.AsksForConsent, changes: ("scope", "openid offline_access api://tasks.contoso.example/Tasks.Read"));

        Assert.Equal(SeededApp.TasksApi.ClientId, Assert.Single(tokens.AccessToken.Audiences));
        Assert.Equal("Tasks.Read", tokens.AccessToken.GetPayloadValue<string>("scp"));
        ProtocolAssert.IsError(
            await fixture.RefreshAsync(SeededApp.AsksForConsent, tokens["refresh_token"], ("scope", "Mail.Read")), HttpStatusCode.BadRequest, "invalid_grant", 65001);
        var refreshed = await fixture.RefreshAsync(SeededApp.AsksForConsent, tokens["refresh_token"], ("scope", "api://tasks.contoso.example/Tasks.Read"));
        Assert.Equal("api://tasks.contoso.example/Tasks.Read", refreshed["scope"]);
        Assert.NotEmpty(refreshed["refresh_token"]);
    }

    private static Task<User> AliceAsync(DbContext db) => db.Set<User>().SingleAsync(user => user.UserPrincipalName == SeededTenants.Alice, EntraIdFixture.Token);
}
