using System.Net;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>The pages on which a person types a device's code.</summary>
public sealed class DevicePageTests : IAsyncDisposable
{
    private readonly EntraIdFixture _fixture = new();

    private DeviceFlow Device => new(_fixture);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task The_person_sees_which_application_asks_and_as_whom_before_anything_is_given()
    {
        using var browser = _fixture.NewBrowser();
        var started = await Device.StartAsync();

        var signIn = await DeviceFlow.TypeAsync(browser, started["user_code"]);
        Assert.Contains("Sample: public client", signIn.Text, StringComparison.Ordinal);
        var confirm = await PressAsync(browser, signIn, "account", SeededTenants.Alice);

        Assert.Contains("Sample: public client will be signed in as alice@contoso.example", confirm.Text, StringComparison.Ordinal);
        Assert.Equal(70016, (await Device.PollAsync(started)).Body["error_codes"]![0]!.GetValue<int>());
    }

    [Fact]
    public async Task However_the_code_is_typed_it_is_the_same_code()
    {
        using var browser = _fixture.NewBrowser();
        var code = (await Device.StartAsync())["user_code"];
        var typed = string.Concat(code.Select(letter => char.ToLower(letter, System.Globalization.CultureInfo.InvariantCulture))).Insert(3, " ").Insert(7, "-");

        Assert.True((await DeviceFlow.TypeAsync(browser, $" {typed} ")).IsSignInPage());
    }

    [Fact]
    public async Task Who_is_signed_in_already_still_picks_the_account()
    {
        using var browser = _fixture.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));

        Assert.True((await DeviceFlow.TypeAsync(browser, (await Device.StartAsync())["user_code"])).IsSignInPage());
    }

    [Fact]
    public async Task Consent_and_second_factor_are_asked_for_on_the_way()
    {
        using var browser = _fixture.NewBrowser();
        var started = await Device.StartAsync(changes: ("scope", "openid Mail.Read"));

        var page = await DeviceFlow.SignInAsync(browser, started["user_code"], SeededTenants.Mia);
        Assert.True(page.IsConsentPage());
        page = await PressAsync(browser, page, "consent", "accept");
        Assert.Equal("/devicelogin/done", (await PressAsync(browser, page, "action", "continue")).Address.AbsolutePath);

        Assert.Equal(["pwd", "mfa"], (await Device.PollAsync(started)).AccessToken.GetPayloadValue<string[]>("amr"));
    }

    [Fact]
    public async Task Declining_consent_and_cancelling_the_sign_in_reach_the_device()
    {
        using var browser = _fixture.NewBrowser();
        var first = await Device.StartAsync(changes: ("scope", "openid Mail.Read"));
        var second = await Device.StartAsync();

        await PressAsync(browser, await DeviceFlow.SignInAsync(browser, first["user_code"]), "consent", "decline");
        await PressAsync(browser, await DeviceFlow.TypeAsync(browser, second["user_code"]), "action", "cancel");

        Assert.Equal("authorization_declined", (await Device.PollAsync(first))["error"]);
        Assert.Equal("authorization_declined", (await Device.PollAsync(second))["error"]);
    }

    [Fact]
    public async Task The_confirmation_cannot_be_walked_around_and_does_not_count_for_somebody_else()
    {
        using var browser = _fixture.NewBrowser();
        var started = await Device.StartAsync();
        var confirm = await DeviceFlow.SignInAsync(browser, started["user_code"]);
        var signIn = confirm.Address.AbsolutePath.Replace("/devicelogin/", "/signin/", StringComparison.Ordinal);

        Assert.Equal(confirm.Address, (await OpenAsync(browser, signIn + "/next")).Address);
        var confirmed = await browser.PressAsync(confirm, "action", "continue");
        Assert.EndsWith("/next", confirmed.Location!.AbsolutePath, StringComparison.Ordinal);
        var other = await PressAsync(browser, await OpenAsync(browser, signIn), "account", SeededTenants.Bob);

        Assert.Contains("signed in as bob@contoso.example", other.Text, StringComparison.Ordinal);
        Assert.Equal("authorization_pending", (await Device.PollAsync(started))["error"]);
    }

    [Fact]
    public async Task Two_people_with_the_same_code_get_one_answer()
    {
        using var alice = _fixture.NewBrowser();
        using var bob = _fixture.NewBrowser();
        var started = await Device.StartAsync();
        var first = await DeviceFlow.SignInAsync(alice, started["user_code"]);
        var second = await DeviceFlow.SignInAsync(bob, started["user_code"], SeededTenants.Bob);

        var pages = await Task.WhenAll(PressAsync(alice, first, "action", "continue"), PressAsync(bob, second, "action", "continue"));

        Assert.Single(pages, page => page.Address.AbsolutePath == "/devicelogin/done");
        Assert.Single(pages, page => page.Document.QuerySelector(".error-code")?.TextContent == "AADSTS90120");
        Assert.Equal(HttpStatusCode.OK, (await Device.PollAsync(started)).Status);
    }

    [Fact]
    public async Task Somebody_of_another_organization_cannot_use_it()
    {
        using var browser = _fixture.NewBrowser();
        var page = await DeviceFlow.TypeAsync(browser, (await Device.StartAsync())["user_code"]);

        ProtocolAssert.IsErrorPage(await AtSandboxAsync(browser, await browser.TypePasswordAsync(page, "eve@fabrikam.example")), 50020);
    }

    [Theory]
    [InlineData("", 90119)]
    [InlineData("BCDFGHJKL", 70018)]
    [InlineData("<script>alert(1)</script>", 70018)]
    public async Task A_wrong_code_is_said_on_the_page_and_can_be_typed_again(string typed, int code)
    {
        using var browser = _fixture.NewBrowser();

        var page = await DeviceFlow.TypeAsync(browser, typed);

        ProtocolAssert.IsErrorPage(page, code);
        Assert.NotNull(page.Document.QuerySelector("input[name=user_code]"));
    }

    [Fact]
    public async Task Ten_wrong_codes_stop_the_guessing_for_five_minutes_also_when_they_come_at_once()
    {
        using var browser = _fixture.NewBrowser();
        var code = (await Device.StartAsync())["user_code"];
        var form = await OpenAsync(browser, DeviceFlow.Page);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.SubmitAsync(form, form.Form(), ("user_code", "wrong"))));
        Assert.Equal(10, answers.Count(answer => answer.Status == HttpStatusCode.BadRequest));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await DeviceFlow.TypeAsync(browser, code)).Status);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.True((await DeviceFlow.TypeAsync(browser, code)).IsSignInPage());
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused()
    {
        using var browser = _fixture.NewBrowser();
        var code = (await Device.StartAsync())["user_code"];
        await OpenAsync(browser, DeviceFlow.Page);

        ProtocolAssert.IsErrorPage(await browser.PostAsync(DeviceFlow.Page, [KeyValuePair.Create("user_code", code)], from: new Uri("https://evil.example/")), 50089);
    }
}
