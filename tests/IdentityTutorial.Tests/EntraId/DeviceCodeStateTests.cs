using System.Net;
using Microsoft.EntityFrameworkCore;
using Sandbox.Persistence;
using Sandbox.Protocol.Tokens;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>What is kept of device codes: over a restart and a reset, and when many decide at once.</summary>
public sealed class DeviceCodeStateTests : IAsyncDisposable
{
    private readonly EntraIdFixture _fixture = new();

    private DeviceFlow Device => new(_fixture);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task After_a_restart_a_device_that_waited_begins_anew_and_one_that_was_approved_keeps_its_tokens()
    {
        var folder = Directory.CreateTempSubdirectory("identity-sandbox-test-").FullName;
        try
        {
            var (database, clock) = (Path.Combine(folder, "sandbox.db"), new TestClock());
            TokenAnswer waiting;
            TokenAnswer tokens;
            await using (var first = new EntraIdFixture(database, clock))
            {
                using var person = first.NewBrowser();
                var approved = await new DeviceFlow(first).StartAsync();
                await DeviceFlow.ApproveAsync(person, approved["user_code"]);
                tokens = await new DeviceFlow(first).PollAsync(approved);
                waiting = await new DeviceFlow(first).StartAsync();
            }

            await using var second = new EntraIdFixture(database, clock);
            await ShouldBeUnknownAsync(second, waiting);
            Assert.Equal(HttpStatusCode.OK, (await second.RefreshAsync(SeededApp.Public, tokens["refresh_token"], ("client_secret", ""))).Status);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_reset_forgets_the_devices_that_wait()
    {
        var started = await Device.StartAsync();

        await _fixture.Service<SandboxDatabase>().ResetAsync(Token);

        await ShouldBeUnknownAsync(_fixture, started);
    }

    [Fact]
    public async Task Of_many_who_approve_one_device_at_the_same_moment_one_does_and_leaves_the_only_grant()
    {
        var started = await Device.StartAsync();
        var browsers = Enumerable.Range(0, 4).Select(_ => _fixture.NewBrowser()).ToList();
        var pages = await Task.WhenAll(browsers.Select(browser => DeviceFlow.SignInAsync(browser, started["user_code"])));

        var ends = await Task.WhenAll(browsers.Zip(pages, (browser, page) => PressAsync(browser, page, "action", "continue")));

        browsers.ForEach(browser => browser.Dispose());
        Assert.Single(ends, end => end.Address.AbsolutePath == "/devicelogin/done");
        Assert.Equal(HttpStatusCode.OK, (await Device.PollAsync(started)).Status);
        await _fixture.ReadAsync(async db => Assert.Equal(1, await db.Set<Grant>().CountAsync(Token)));
    }

    /// <summary>The device has to ask for new codes, and the person cannot type the old one.</summary>
    private static async Task ShouldBeUnknownAsync(EntraIdFixture fixture, TokenAnswer started)
    {
        using var browser = fixture.NewBrowser();
        ProtocolAssert.IsError(await new DeviceFlow(fixture).PollAsync(started), HttpStatusCode.BadRequest, "bad_verification_code", 70018);
        Assert.NotNull((await DeviceFlow.TypeAsync(browser, started["user_code"])).Document.QuerySelector("[role=alert] .error-code"));
    }
}
