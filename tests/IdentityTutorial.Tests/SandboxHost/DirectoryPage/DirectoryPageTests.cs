using System.Net;
using IdentityTutorial.Tests.EntraId;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.SandboxHost.DirectoryPage;

/// <summary>The pages that show and change the directory.</summary>
public sealed class DirectoryPageTests : IAsyncLifetime
{
    private const string Address = "/sandbox/directory";
    private const string Scope = "openid profile offline_access User.Read";

    private readonly EntraIdFixture _fixture = new();
    private readonly TestBrowser _browser;

    public DirectoryPageTests() => _browser = _fixture.NewBrowser();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Users_groups_apps_and_sessions_are_listed_searched_and_paged()
    {
        await _fixture.GetTokensAsync(SeededApp.SignIn);

        var users = await OpenAsync("?tenant=contoso.example");
        var second = await _browser.ClickAsync(users, "Next");
        var found = await OpenAsync("?tenant=contoso.example&q=ALICE@");
        var wild = await OpenAsync("?tenant=contoso.example&q=%25%25");
        var groups = await OpenAsync("?tenant=contoso.example&show=groups&q=engineering");
        var apps = await OpenAsync("?tenant=contoso.example&show=apps&q=1-1");
        var sessions = await OpenAsync("?tenant=contoso.example&show=sessions");
        var customers = await OpenAsync($"?tenant={SeededTenants.B2CDomain}");

        Assert.Equal(25, Rows(users).Count);
        Assert.Contains("26 to 50 of", second.Text, StringComparison.Ordinal);
        Assert.Empty(Rows(users).Intersect(Rows(second)));
        Assert.Contains(SeededTenants.Alice, Assert.Single(Rows(found)), StringComparison.Ordinal);
        Assert.Contains("No name contains this text.", wild.Text, StringComparison.Ordinal);
        Assert.Contains("Engineering", Assert.Single(Rows(groups)), StringComparison.Ordinal);
        Assert.Contains(SeededApp.SignIn.ClientId, Assert.Single(Rows(apps)), StringComparison.Ordinal);
        Assert.Contains("Alice", Assert.Single(Rows(sessions)), StringComparison.Ordinal);
        Assert.Contains("Customers sign up themselves", customers.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_account_loses_its_tokens_and_gets_its_sign_in_back()
    {
        var tokens = await _fixture.GetTokensAsync(SeededApp.SignIn, changes: ("scope", Scope));
        var page = await OpenUserAsync(SeededTenants.Alice);

        var disabled = await PressAsync(page, "action", "disable");
        var refused = await _fixture.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);
        var enabled = await PressAsync(disabled, "action", "enable");
        var again = await _fixture.GetTokensAsync(SeededApp.SignIn);

        Assert.Contains($"PATCH /v1.0/users/{IdOf(page)}", disabled.Text, StringComparison.Ordinal);
        ProtocolAssert.IsError(refused, HttpStatusCode.BadRequest, "invalid_grant", 50057);
        Assert.Contains("The account is enabled.", enabled.Text, StringComparison.Ordinal);
        Assert.NotEmpty(again["access_token"]);
    }

    [Fact]
    public async Task Groups_and_roles_are_in_the_next_token()
    {
        var page = await OpenUserAsync(SeededTenants.Carol);
        var group = Option(page, "#group", "Engineering");
        var role = page.Document.QuerySelectorAll("#role option")
            .First(option => option.TextContent.EndsWith("Sample: roles and groups", StringComparison.Ordinal));

        page = await SubmitAsync(page, "#group", ("value", group));
        page = await SubmitAsync(page, "#role", ("value", role.GetAttribute("value")!));
        var token = (await _fixture.GetTokensAsync(SeededApp.RolesAndGroups, SeededTenants.Carol)).IdToken;
        page = await PressAsync(page, "value", group);
        var after = (await _fixture.GetTokensAsync(SeededApp.RolesAndGroups, SeededTenants.Carol)).IdToken;

        Assert.Contains(token.Claims, claim => claim.Type == "groups" && claim.Value == group);
        Assert.Contains(
            token.Claims,
            claim => claim.Type == "roles" && role.TextContent.StartsWith(claim.Value, StringComparison.Ordinal));
        Assert.Contains("The user is no longer in the group.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(after.Claims, claim => claim.Type == "groups" && claim.Value == group);
    }

    [Fact]
    public async Task A_consent_that_was_taken_back_is_asked_for_again()
    {
        using var user = _fixture.NewBrowser();
        var before = Consents(await OpenUserAsync(SeededTenants.Alice));
        await SignInAsync(user, AuthorizeAddress(SeededApp.AsksForConsent, ("scope", Scope)));
        var page = await OpenUserAsync(SeededTenants.Alice);
        var consent = Assert.Single(Consents(page).Except(before));

        await PressAsync(page, "value", consent);
        var asked = await EntraIdFixture.OpenAsync(user, AuthorizeAddress(SeededApp.AsksForConsent, ("scope", Scope)));

        Assert.True(asked.IsConsentPage(), asked.Text);
    }

    [Fact]
    public async Task One_session_ends_with_its_tokens_and_the_other_one_goes_on()
    {
        using var first = _fixture.NewBrowser();
        using var second = _fixture.NewBrowser();
        var address = AuthorizeAddress(SeededApp.SignIn, ("scope", Scope));
        var code = AnswerOf(await SignInAsync(first, address))["code"];
        var tokens = await _fixture.RedeemAsync(SeededApp.SignIn, code);
        var sid = tokens.IdToken.GetPayloadValue<string>("sid");
        await SignInAsync(second, address);
        var page = await OpenUserAsync(SeededTenants.Alice);

        page = await PressAsync(page, "value", sid);

        Assert.Contains("The session was ended", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            "login_required", AnswerOf(await EntraIdFixture.OpenAsync(first, address + "&prompt=none"))["error"]);
        Assert.NotEmpty(AnswerOf(await EntraIdFixture.OpenAsync(second, address + "&prompt=none"))["code"]);
        var refused = await _fixture.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);
        ProtocolAssert.IsError(refused, HttpStatusCode.BadRequest, "invalid_grant", 50173);
    }

    [Fact]
    public async Task All_sessions_and_tokens_of_a_user_are_revoked()
    {
        using var user = _fixture.NewBrowser();
        var address = AuthorizeAddress(SeededApp.SignIn, ("scope", Scope));
        await SignInAsync(user, address);

        var page = await PressAsync(await OpenUserAsync(SeededTenants.Alice), "action", "revoke");

        Assert.Contains("/revokeSignInSessions", page.Text, StringComparison.Ordinal);
        Assert.Contains("The user has no session in any browser.", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            "login_required", AnswerOf(await EntraIdFixture.OpenAsync(user, address + "&prompt=none"))["error"]);
    }

    [Fact]
    public async Task A_new_user_signs_in_and_one_who_cannot_be_added_leaves_the_form_filled()
    {
        var page = await OpenAsync("?tenant=contoso.example");

        var added = await SubmitAsync(page, "#username", ("name", "Nora New"), ("username", "nora"));
        using var user = _fixture.NewBrowser();
        var answer = AnswerOf(await SignInAsync(user, AuthorizeAddress(SeededApp.SignIn), "nora@contoso.example"));
        var taken = await SubmitAsync(page, "#username", ("name", "Nora Two"), ("username", "alice"));

        Assert.Contains("signs in as nora@contoso.example", added.Text, StringComparison.Ordinal);
        Assert.NotEmpty(answer["code"]);
        Assert.Equal(HttpStatusCode.BadRequest, taken.Status);
        Assert.Contains("Nothing was changed.", taken.Text, StringComparison.Ordinal);
        Assert.Equal(("Nora Two", "alice"), (Value(taken, "#name"), Value(taken, "#username")));
    }

    [Fact]
    public async Task A_locked_customer_is_unlocked()
    {
        using var user = _fixture.NewBrowser();
        for (var failure = 0; failure < 10; failure++)
        {
            await ExternalId.Customer.TypePasswordAsync(user, SeededTenants.Casey, "wrong");
        }

        var list = await OpenAsync("?tenant=fabrikamcustomers.onmicrosoft.com&q=casey");
        var page = await _browser.ClickAsync(list, "#rows-title + table a");

        Assert.Contains("10, locked until", page.Text, StringComparison.Ordinal);
        await PressAsync(page, "action", "unlock");
        var answer = await ExternalId.Customer.TypePasswordAsync(user, SeededTenants.Casey, SeededTenants.Password);

        Assert.NotEmpty(AnswerOf(answer)["code"]);
    }

    [Fact]
    public async Task A_locked_user_of_an_organization_is_unlocked()
    {
        for (var failure = 0; failure < 10; failure++)
        {
            await SendPasswordAsync("wrong");
        }

        var locked = await SendPasswordAsync(SeededTenants.Password);
        var page = await PressAsync(await OpenUserAsync(SeededTenants.Carol), "action", "unlock");

        ProtocolAssert.IsError(locked, HttpStatusCode.BadRequest, "invalid_grant", 50053);
        Assert.Contains(
            "The account is unlocked, and its failed sign-ins are deleted.", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty((await SendPasswordAsync(SeededTenants.Password))["access_token"]);

        Task<TokenAnswer> SendPasswordAsync(string password) => _fixture.TokenAsync(
            ("grant_type", "password"), ("client_id", SeededApp.Public.ClientId), ("scope", "openid profile"),
            ("username", SeededTenants.Carol), ("password", password));
    }

    [Fact]
    public async Task A_disabled_app_gets_no_tokens_whatever_scenario_is_on()
    {
        await using var down = await RunningScenario.StartAsync(_fixture.Sandbox, "graph-down");
        var page = await OpenAsync($"/apps/{SeededApp.SignIn.ClientId}");

        page = await PressAsync(page, "action", "disable");
        using var user = _fixture.NewBrowser();

        Assert.Contains("PATCH /v1.0/servicePrincipals/", page.Text, StringComparison.Ordinal);
        ProtocolAssert.IsErrorPage(await user.GetAsync(AuthorizeAddress(SeededApp.SignIn)), 7000112);
        await PressAsync(page, "action", "enable");
        Assert.NotEmpty((await _fixture.GetTokensAsync(SeededApp.SignIn))["id_token"]);
    }

    [Fact]
    public async Task A_group_gets_a_member_and_names_one_that_is_unknown()
    {
        var list = await OpenAsync("?tenant=contoso.example&show=groups&q=engineering");
        var page = await _browser.ClickAsync(list, "#rows-title + table a");

        var unknown = await SubmitAsync(page, "#member", ("value", "nobody@contoso.example"));
        var added = await SubmitAsync(page, "#member", ("value", SeededTenants.Carol));
        var twice = await SubmitAsync(page, "#member", ("value", SeededTenants.Carol));

        Assert.Contains("no user with the name “nobody@contoso.example”", unknown.Text, StringComparison.Ordinal);
        Assert.Contains("is in the group", added.Text, StringComparison.Ordinal);
        Assert.Contains("already exist", twice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_waits_is_listed()
    {
        using var client = _fixture.Sandbox.CreateWireClient();
        using var ask = new FormUrlEncodedContent(
            [new("client_id", SeededApp.Public.ClientId), new("scope", "openid profile")]);
        using var answer = await client.PostAsync($"/{SeededTenants.Contoso}/oauth2/v2.0/devicecode", ask, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        var page = await OpenAsync("?tenant=contoso.example&show=sessions");

        Assert.Contains(
            "openid profile",
            page.Document.QuerySelector("#devices-title + table")!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_another_site_or_without_its_token_changes_nothing()
    {
        var page = await OpenUserAsync(SeededTenants.Alice);
        using var client = _fixture.Sandbox.CreateWireClient();
        using var form = new FormUrlEncodedContent([new("action", "disable")]);

        using var bare = await client.PostAsync(page.Address, form, Token);
        var foreign = await _browser.PostAsync(page.Address.PathAndQuery, [new("action", "disable")]);

        Assert.InRange((int)bare.StatusCode, 400, 499);
        Assert.InRange((int)foreign.Status, 400, 499);
        Assert.Contains("Enabled", (await OpenUserAsync(SeededTenants.Alice)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/users/00000000-0000-0000-0000-000000000001")]
    [InlineData("/groups/00000000-0000-0000-0000-000000000001")]
    [InlineData("/apps/00000000-0000-0000-0000-000000000001")]
    [InlineData("/users/alice")]
    public async Task What_is_not_there_is_not_found(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await OpenAsync(address)).Status);

    private static List<string> Rows(Page page) =>
        [.. page.Document.QuerySelectorAll("#rows-title + table tbody tr").Select(row => row.TextContent)];

    private static string Option(Page page, string list, string text) =>
        page.Document.QuerySelectorAll($"{list} option")
            .Single(option => option.TextContent == text).GetAttribute("value")!;

    private static List<string> Consents(Page page) =>
        [
            .. page.Document.QuerySelectorAll("#consents-title + table button")
                .Select(button => button.GetAttribute("value")!),
        ];

    private static string? Value(Page page, string field) => page.Document.QuerySelector(field)!.GetAttribute("value");

    private static string IdOf(Page page) => page.Address.Segments[^1];

    private Task<Page> OpenAsync(string rest) => _browser.GetAsync(Address + rest);

    private async Task<Page> OpenUserAsync(string name) =>
        await _browser.ClickAsync(await OpenAsync($"?tenant={name.Split('@')[1]}&q={name}"), "#rows-title + table a");

    // The answer is a redirect to the page that shows what was done.
    private async Task<Page> PressAsync(Page page, string name, string value) =>
        await FollowAsync(await _browser.PressAsync(page, name, value));

    private async Task<Page> SubmitAsync(Page page, string field, params (string Name, string Value)[] fields) =>
        await FollowAsync(await _browser.SubmitAsync(page, page.Form(field), fields));

    private async Task<Page> FollowAsync(Page page) =>
        page.Location is { } next ? await _browser.GetAsync(next, page.Address) : page;
}
