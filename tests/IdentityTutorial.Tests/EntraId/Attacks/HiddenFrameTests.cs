using System.Net;
using Microsoft.EntityFrameworkCore;
using Sandbox.Protocol.Tokens;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>A page of another site loads hidden frames with <c>prompt=none</c>. Each one commits a grant.</summary>
public sealed class HiddenFrameTests : IAsyncDisposable
{
    // The limit for one session and one app, as decision record 8 has it.
    private const int Most = 300;

    private readonly EntraIdFixture _fixture = new();
    private readonly TestBrowser _browser;

    public HiddenFrameTests() => _browser = _fixture.NewBrowser();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Codes_that_no_app_redeems_leave_a_bounded_number_of_grants_and_the_oldest_gives_way()
    {
        var code = AnswerOf(await SignInAsync(_browser, AuthorizeAddress(SeededApp.SignIn)))["code"];
        var tokens = await _fixture.RedeemAsync(SeededApp.SignIn, code);
        var codes = new List<string>();
        for (var number = 0; number < 500; number++)
        {
            codes.Add(AnswerOf(await LoadFrameAsync(SeededApp.SignIn))["code"]);
        }

        Assert.Equal(Most + 1, await CountAsync(SeededApp.SignIn)); // with that of the tokens
        var refreshed = await _fixture.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);
        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
        ProtocolAssert.IsError(
            await _fixture.RedeemAsync(SeededApp.SignIn, codes[0]), HttpStatusCode.BadRequest, "invalid_grant", 70000);
        Assert.Equal(HttpStatusCode.OK, (await _fixture.RedeemAsync(SeededApp.SignIn, codes[^Most])).Status);
        Assert.Equal(HttpStatusCode.OK, (await _fixture.RedeemAsync(SeededApp.SignIn, codes[^1])).Status);
    }

    [Fact]
    public async Task Answers_without_a_code_leave_a_bounded_number_of_grants()
    {
        await SignInAsync(_browser, AuthorizeAddress(SeededApp.SignIn));
        for (var number = 0; number < 500; number++)
        {
            var answer = AnswerOf(await LoadFrameAsync(SeededApp.IdToken, ("response_type", "id_token")));
            Assert.NotEmpty(answer["id_token"]);
        }

        Assert.Equal(Most, await CountAsync(SeededApp.IdToken));
    }

    private Task<Page> LoadFrameAsync(SeededApp app, params IEnumerable<(string Name, string Value)> changes) =>
        _browser.GetAsync(AuthorizeAddress(app, [("prompt", "none"), ("scope", "openid"), .. changes]));

    private async Task<int> CountAsync(SeededApp app)
    {
        var id = Guid.Parse(app.ClientId);
        var count = 0;
        await _fixture.ReadAsync(
            async db => count = await db.Set<Grant>().CountAsync(grant => grant.ClientId == id, Token));
        return count;
    }
}
