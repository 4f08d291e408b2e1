using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.SandboxHost.Connect.ConnectForms;

namespace IdentityTutorial.Tests.SandboxHost.Connect;

/// <summary>What a sign-in in place of an app leaves in the registration: nothing, however the sign-in ends.</summary>
public sealed class TryCleanUpTests(EntraIdFixture fixture) : IClassFixture<EntraIdFixture>
{
    [Fact]
    public async Task A_sign_in_that_is_not_finished_keeps_the_redirect_URI_of_another_one()
    {
        using var browser = fixture.NewBrowser();
        var app = await RegisterAsync(browser, "web");
        var first = await AnswerAsync(browser, app);
        var second = await AnswerAsync(browser, app);

        await browser.GetAsync(first.PathAndQuery);
        var between = await RegistrationOfAsync(fixture, ClientIdOf(app));
        var page = await browser.FollowAsync(await browser.GetAsync(second.PathAndQuery));

        Assert.Contains(TryAddress, between, StringComparison.Ordinal);
        Assert.NotEmpty(TokensOf(page));
        Assert.DoesNotContain(TryAddress, await RegistrationOfAsync(fixture, ClientIdOf(app)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_URI_of_the_developer_at_the_sandbox_stays()
    {
        using var browser = fixture.NewBrowser();
        var own = $"{SandboxFactory.Address}{TryAddress[1..]}";
        var app = await RegisterAsync(browser, "web", ("redirectUris", own));
        var before = await RegistrationOfAsync(fixture, ClientIdOf(app));

        await TryAsync(browser, app, "web");

        Assert.Equal(before, await RegistrationOfAsync(fixture, ClientIdOf(app)));
        var values = (await browser.GetAsync(app.Address.AbsolutePath)).Document.QuerySelector(".endpoints")!;
        Assert.Contains(own, values.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_abandoned_sign_in_leaves_nothing_when_its_time_is_over()
    {
        await using var sandbox = new EntraIdFixture(":memory:", new TestClock());
        using var browser = sandbox.NewBrowser();
        var app = await RegisterAsync(browser, "web");
        var before = await RegistrationOfAsync(sandbox, ClientIdOf(app));
        var answer = await AnswerAsync(browser, app);
        Assert.Contains(TryAddress, await RegistrationOfAsync(sandbox, ClientIdOf(app)), StringComparison.Ordinal);

        for (var hour = 0; hour < 100 && await RegistrationOfAsync(sandbox, ClientIdOf(app)) != before; hour++)
        {
            sandbox.Clock.Advance(TimeSpan.FromHours(1));
            await Task.Delay(TimeSpan.FromMilliseconds(20), EntraIdFixture.Token);
        }

        Assert.Equal(before, await RegistrationOfAsync(sandbox, ClientIdOf(app)));
        ProtocolAssert.IsErrorPage(await browser.GetAsync(answer.PathAndQuery), 50089);
    }

    [Fact]
    public async Task A_sign_in_that_a_restart_interrupts_leaves_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("identity-sandbox-test-").FullName;
        var database = Path.Combine(folder, "sandbox.db");
        try
        {
            string clientId;
            string before;
            await using (var first = new EntraIdFixture(database, new TestClock()))
            {
                using var browser = first.NewBrowser();
                var app = await RegisterAsync(browser, "spa");
                clientId = ClientIdOf(app);
                before = await RegistrationOfAsync(first, clientId);
                await browser.SubmitAsync(app, TryFormOf(app, "spa"));
                Assert.NotEqual(before, await RegistrationOfAsync(first, clientId));
            }

            await using var second = new EntraIdFixture(database, new TestClock());
            Assert.Equal(before, await RegistrationOfAsync(second, clientId));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
