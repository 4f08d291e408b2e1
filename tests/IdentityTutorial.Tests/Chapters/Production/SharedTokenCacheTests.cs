using System.Net;
using System.Text.Json.Nodes;
using DeployToAppService.Controllers;
using DeployToAppService.Identity;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>
/// Two instances of the chapter that share one token cache, as they do in production: there by PostgreSQL, here by rows in memory, which are
/// encrypted the same way. Each instance keeps what it has read in a memory of its own in front of the rows.
/// </summary>
public sealed class SharedTokenCacheTests : IAsyncDisposable
{
    private readonly MemoryDistributedCache _rows = new(Options.Create(new MemoryDistributedCacheOptions()));
    private readonly SignInStage<InstanceController> _stage;
    private readonly ChapterFactory<InstanceController> _second;

    public SharedTokenCacheTests()
    {
        _stage = new(services: ShareTokens);
        _second = new(_stage.Network) { Address = First.Address, Clock = _stage.Clock, Settings = First.Settings, ChangeServices = ShareTokens };
    }

    private ChapterFactory<InstanceController> First => _stage.Chapter;

    [Fact]
    public async Task A_second_factor_that_is_required_once_the_access_tokens_have_expired_is_asked_for_once_and_the_page_opens_at_both_instances()
    {
        var browser = _stage.Browser;
        RouteTo(First);
        using (IssueExpiredAccessTokens(First.Backchannel))
        {
            await browser.SignInAsync();
            Assert.Contains("Alice Archer", (await browser.GetAsync("/profile")).Text, StringComparison.Ordinal);
        }

        await using var required = await RunningScenario.StartAsync(_stage.Platform, "require-mfa");

        RouteTo(_second);
        var question = await browser.OpenAsync("/profile");
        Assert.StartsWith("/multi-factor/", question.Address.AbsolutePath, StringComparison.Ordinal);
        ShouldBeTheProfile(await browser.FinishSignInAsync(question));

        // The second instance had the tokens of the first one: it tried to renew them before it asked the user.
        Assert.Contains(_second.Backchannel.Exchanges, exchange =>
            Endpoints.Token(exchange.Address) && exchange.Form["grant_type"] == "refresh_token" && exchange.ResponseBody.Contains("AADSTS50076", StringComparison.Ordinal));

        // The first instance has the tokens from before in its memory. A silent round trip to the provider may renew them, but no page may.
        RouteTo(First);
        ShouldBeTheProfile(await browser.OpenAsync("/profile"));
        Assert.Single(browser.History, exchange => IsPage(exchange) && exchange.Address.AbsolutePath.StartsWith("/multi-factor/", StringComparison.Ordinal));

        // From now on, both have good tokens.
        foreach (var instance in new[] { First, _second })
        {
            RouteTo(instance);
            ShouldBeTheProfile(await browser.GetAsync("/profile"));
        }

        Assert.DoesNotContain(First.Log.Problems.Concat(_second.Log.Problems), line => line.Text.Contains("cannot be decrypted", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _stage.DisposeAsync();
    }

    private static bool IsPage(Exchange exchange) => exchange.Method == HttpMethod.Get && exchange.Status == HttpStatusCode.OK;

    private static void ShouldBeTheProfile(Page page)
    {
        Assert.Equal((HttpStatusCode.OK, "/profile"), (page.Status, page.Address.PathAndQuery));
        Assert.Contains("Alice Archer", page.Text, StringComparison.Ordinal);
    }

    /// <summary>
    /// Makes an instance treat its access tokens as expired, so that it needs the refresh token for each call. MSAL
    /// reads the machine's clock.
    /// </summary>
    private static IDisposable IssueExpiredAccessTokens(Backchannel backchannel) => backchannel.Rewrite(Endpoints.Token, body =>
    {
        var answer = JsonNode.Parse(body)!.AsObject();
        if (answer.ContainsKey("expires_in"))
        {
            answer["expires_in"] = 1;
            answer["ext_expires_in"] = 1;
        }

        return answer.ToJsonString();
    });

    /// <summary>Sends the requests from now on to an instance, as a proxy in front of both does.</summary>
    private void RouteTo(ChapterFactory<InstanceController> instance) =>
        _stage.Network.Register(instance.Address, () => instance.Server.CreateHandler());

    private void ShareTokens(IServiceCollection services) => services.AddSingleton<IDistributedCache>(provider =>
        ActivatorUtilities.CreateInstance<ProtectedTokenCache>(provider, _rows));
}
