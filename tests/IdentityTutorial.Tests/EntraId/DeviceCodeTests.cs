using System.Net;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>The device authorization grant on the wire.</summary>
public sealed class DeviceCodeTests : IAsyncDisposable
{
    private readonly EntraIdFixture _fixture = new();

    private DeviceFlow Device => new(_fixture);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task The_device_is_told_what_to_show()
    {
        var started = await Device.StartAsync();

        Assert.Equal(("https://localhost:7443/devicelogin", 900, 5), (started["verification_uri"], started.Body["expires_in"]!.GetValue<int>(), started.Body["interval"]!.GetValue<int>()));
        Assert.Matches("^[BCDFGHJKLMNPQRSTVWXZ]{9}$", started["user_code"]);
        Assert.Contains(started["user_code"], started["message"], StringComparison.Ordinal);
        Assert.Contains("no-store", started.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(started["user_code"], (await Device.StartAsync())["user_code"]);
    }

    [Fact]
    public async Task Once_the_person_has_signed_in_the_device_gets_tokens_which_it_can_refresh()
    {
        using var browser = _fixture.NewBrowser();
        var started = await Device.StartAsync();
        ProtocolAssert.IsError(await Device.PollAsync(started), HttpStatusCode.BadRequest, "authorization_pending", 70016);

        var page = await DeviceFlow.ApproveAsync(browser, started["user_code"]);
        var tokens = await Device.PollAsync(started);

        Assert.Equal("/devicelogin/done", page.Address.AbsolutePath);
        Assert.Equal(SeededTenants.Alice, tokens.IdToken.GetPayloadValue<string>("preferred_username"));
        Assert.Contains("User.Read", tokens["scope"].Split(' '));
        Assert.Equal(HttpStatusCode.OK, (await _fixture.RefreshAsync(SeededApp.Public, tokens["refresh_token"], ("client_secret", ""))).Status);
    }

    [Fact]
    public async Task A_code_works_once_and_using_it_again_takes_back_what_it_gave()
    {
        using var browser = _fixture.NewBrowser();
        var started = await Device.StartAsync();
        await DeviceFlow.ApproveAsync(browser, started["user_code"]);
        var tokens = await Device.PollAsync(started);

        ProtocolAssert.IsError(await Device.PollAsync(started), HttpStatusCode.BadRequest, "invalid_grant", 54005);
        ProtocolAssert.IsError(await _fixture.RefreshAsync(SeededApp.Public, tokens["refresh_token"], ("client_secret", "")), HttpStatusCode.BadRequest, "invalid_grant", 50173);
    }

    [Fact]
    public async Task Of_many_requests_at_the_same_moment_one_gets_tokens()
    {
        using var browser = _fixture.NewBrowser();
        var started = await Device.StartAsync();
        await DeviceFlow.ApproveAsync(browser, started["user_code"]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Device.PollAsync(started)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal(54005, answer.Body["error_codes"]![0]!.GetValue<int>()));
    }

    [Fact]
    public async Task Asking_faster_than_the_interval_is_slow_down_and_waiting_helps()
    {
        var started = await Device.StartAsync();
        await Device.PollAsync(started);

        ProtocolAssert.IsError(await Device.PollAsync(started), HttpStatusCode.BadRequest, "slow_down", 70016);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(5));
        ProtocolAssert.IsError(await Device.PollAsync(started), HttpStatusCode.BadRequest, "authorization_pending", 70016);
    }

    [Fact]
    public async Task After_fifteen_minutes_the_code_has_expired_for_the_device_and_for_the_person()
    {
        using var browser = _fixture.NewBrowser();
        var started = await Device.StartAsync();
        var waiting = await DeviceFlow.SignInAsync(browser, started["user_code"]);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(15));

        ProtocolAssert.IsError(await Device.PollAsync(started), HttpStatusCode.BadRequest, "expired_token", 70020);
        ProtocolAssert.IsErrorPage(await PressAsync(browser, waiting, "action", "continue"), 70019);
        ProtocolAssert.IsErrorPage(await DeviceFlow.TypeAsync(browser, started["user_code"]), 70019);
    }

    [Fact]
    public async Task Declining_reaches_the_device()
    {
        using var browser = _fixture.NewBrowser();
        var started = await Device.StartAsync();

        var page = await PressAsync(browser, await DeviceFlow.SignInAsync(browser, started["user_code"]), "action", "decline");

        Assert.Equal("/devicelogin/declined", page.Address.AbsolutePath);
        ProtocolAssert.IsError(await Device.PollAsync(started), HttpStatusCode.BadRequest, "authorization_declined", 65004);
        ProtocolAssert.IsErrorPage(await DeviceFlow.TypeAsync(browser, started["user_code"]), 90120);
    }

    [Theory]
    [InlineData("device_code", "1.unknown", 70018, "bad_verification_code")]
    [InlineData("device_code", "", 900144, "invalid_request")]
    [InlineData("device_code", "huge", 9002313, "invalid_request")]
    [InlineData("client_id", "", 900144, "invalid_request")]
    public async Task A_wrong_parameter_of_the_device_is_named(string name, string value, int code, string error)
    {
        var started = await Device.StartAsync();

        var answer = await Device.PollAsync(started, changes: (name, value == "huge" ? new string('x', 17 * 1024) : value));

        ProtocolAssert.IsError(answer, HttpStatusCode.BadRequest, error, code);
    }

    [Fact]
    public async Task Another_application_and_another_authority_do_not_know_the_code()
    {
        var started = await Device.StartAsync();

        ProtocolAssert.IsError(
            await Device.PollAsync(started, changes: [("client_id", SeededApp.SignIn.ClientId), ("client_secret", SeededApp.Secret)]), HttpStatusCode.BadRequest, "bad_verification_code", 70018);
        ProtocolAssert.IsError(await Device.PollAsync(started, "organizations"), HttpStatusCode.BadRequest, "bad_verification_code", 70018);
        ProtocolAssert.IsError(await Device.PollAsync(started, "contoso.example"), HttpStatusCode.BadRequest, "authorization_pending", 70016);
    }

    [Theory]
    [InlineData("scope", "", 400, "invalid_request", 900144)]
    [InlineData("scope", "User.Reed", 400, "invalid_client", 650053)]
    [InlineData("client_id", "", 400, "invalid_request", 900144)]
    [InlineData("client_id", "00000000-0000-0000-0000-000000000001", 400, "unauthorized_client", 700016)]
    [InlineData("client_id", SeededTenants.SignInChapter, 401, "invalid_client", 7000218)]
    [InlineData("claims", "[]", 400, "invalid_request", 9002313)]
    [InlineData("scope", "huge", 400, "invalid_request", 9002313)]
    public async Task A_mistake_in_the_first_request_is_named(string name, string value, int status, string error, int code)
    {
        var answer = await Device.StartAsync(changes: (name, value == "huge" ? new string('x', 17 * 1024) : value));

        ProtocolAssert.IsError(answer, (HttpStatusCode)status, error, code);
    }

    [Fact]
    public async Task An_authority_without_tenant_is_for_multi_tenant_applications_and_an_unknown_one_for_none()
    {
        ProtocolAssert.IsError(await Device.StartAsync("organizations"), HttpStatusCode.BadRequest, "invalid_request", 50059);
        ProtocolAssert.IsError(await Device.StartAsync("nowhere.example"), HttpStatusCode.BadRequest, "invalid_request", 90002);
        using var get = new HttpRequestMessage(HttpMethod.Get, $"/{SeededTenants.Contoso}/oauth2/v2.0/devicecode");
        ProtocolAssert.IsError(await _fixture.SendAsync(get), HttpStatusCode.MethodNotAllowed, "invalid_request", 900561);
    }

    [Fact]
    public async Task Neither_code_is_logged_and_neither_are_the_tokens()
    {
        using var browser = _fixture.NewBrowser();
        var started = await Device.StartAsync();
        await DeviceFlow.ApproveAsync(browser, started["user_code"]);
        var tokens = await Device.PollAsync(started);

        _fixture.Sandbox.Log.ShouldNotContain([started["user_code"], started["device_code"], tokens["access_token"], tokens["refresh_token"], tokens["id_token"]]);
    }
}
