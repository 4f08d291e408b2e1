using System.Net.Http.Headers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.ErrorCodes;

/// <summary>
/// How each error of the sandbox is produced through HTTP, and what a client gets then. The rows share a host. Those that
/// change its directory change it back, and those that move its clock are last.
/// </summary>
/// <param name="client">The host, in which the test has the key of an app's certificate.</param>
public sealed class ErrorRows(AssertionClient client)
{
    private const string Carol = "carol@contoso.example";
    private const string Dan = "dan@contoso.example";
    private const string Graph = "https://graph.microsoft.com/.default";
    private const string Code = "authorization_code";
    private static readonly string _ownApi = $"api://{SeededApp.OwnApi.ClientId}";
    private static readonly SeededApp _disabled = new("b1f4a1c2-0d11-4c7e-9b0a-5f6d7c8e9a50", "https://localhost:7350/signin-oidc");

    private EntraIdFixture At => client.Fixture;

    private DeviceFlow Device => new(At);

    /// <summary>The rows, in the order in which they have to run.</summary>
    public IEnumerable<ErrorRow> All() =>
    [
        .. Requests(), .. Clients(), .. Authorization(), .. SignIn(), .. Grants(), .. Passwords(), .. Guests(),
        .. Devices(), .. Later(),
    ];

    private IEnumerable<ErrorRow> Requests() =>
    [
        Json(900144, "invalid_request", () => At.TokenAsync(("grant_type", Code))),
        Page(900144, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("redirect_uri", ""))),
        Json(90014, "invalid_request", () => At.TokenAsync(("grant_type", "client_credentials"), ("client_id", SeededApp.SignIn.ClientId), ("client_secret", SeededApp.Secret))),
        Json(9002313, "invalid_request", () => At.RedeemAsync(SeededApp.SignIn, new string('a', 20_000))),
        Json(9002313, "invalid_grant", () => At.RedeemAsync(SeededApp.SignIn, "1.malformed")),
        Json(9002313, "invalid_grant", () => At.RefreshAsync(SeededApp.SignIn, "1.malformed")),
        Redirect(9002313, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("claims", "{"))),
        Json(900561, "invalid_request", () => GetAsync($"/{SeededTenants.Contoso}/oauth2/v2.0/token")) with { Status = 405 },
        Page(900561, "invalid_request", () => OpenAsync($"/{SeededTenants.Contoso}/oauth2/v2.0/token")) with { Status = 405 },
        Json(900561, "invalid_request", () => GetAsync($"/{SeededTenants.Contoso}/oauth2/v2.0/devicecode")) with { Status = 405 },
        Json(90002, "invalid_request", () => At.TokenAsync("nowhere.example", null, ("grant_type", Code))),
        Json(90002, "invalid_request", () => Device.StartAsync("nowhere.example")),
        Json(90002, "invalid_tenant", () => GetAsync("/nowhere.example/v2.0/.well-known/openid-configuration")),
        Page(90002, "invalid_request", () => OpenAsync(AuthorizeAddress("nowhere.example", SeededApp.SignIn))),
        Page(90002, "invalid_request", () => OpenAsync("/nowhere.example/oauth2/v2.0/logout")),
        Json(50059, "invalid_request", () => At.TokenAsync("organizations", null, Application(SeededApp.MultiTenant, ("scope", Graph)))),
        Json(50059, "invalid_request", () => Device.StartAsync("organizations")),
        Json(50049, "invalid_instance", () => GetAsync("/common/discovery/instance?api-version=1.1&authorization_endpoint=https%3A%2F%2Felsewhere.example%2Fx%2Foauth2%2Fauthorize")),
        Json(70003, "unsupported_grant_type", () => At.RedeemAsync(SeededApp.SignIn, "1.x", ("grant_type", "urn:none"))),
        Json(901002, "invalid_request", () => At.TokenAsync(Application(SeededApp.SignIn, ("scope", Graph), ("resource", "https://graph.microsoft.com")))),
        Page(901002, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("resource", "https://graph.microsoft.com"))),
    ];

    private IEnumerable<ErrorRow> Clients() =>
    [
        Json(700016, "unauthorized_client", () => At.RedeemAsync(SeededApp.SignIn, "1.x", ("client_id", Guid.NewGuid().ToString()))),
        Page(700016, "unauthorized_client", () => AuthorizeAsync(SeededApp.SignIn, ("client_id", Guid.NewGuid().ToString()))),
        Json(7000112, "unauthorized_client", () => At.TokenAsync(Application(_disabled, ("scope", Graph)))),
        Page(7000112, "unauthorized_client", () => AuthorizeAsync(_disabled)),
        Json(7000215, "invalid_client", () => At.RedeemAsync(SeededApp.SignIn, "1.x", ("client_secret", "wrong"))) with { Status = 401 },
        Json(7000222, "invalid_client", () => At.RedeemAsync(SeededApp.ExpiredSecret, "1.x")) with { Status = 401 },
        Json(7000218, "invalid_client", () => At.RedeemAsync(SeededApp.SignIn, "1.x", ("client_secret", ""))) with { Status = 401 },
        Json(700025, "invalid_client", () => At.RedeemAsync(SeededApp.Public, "1.x")) with { Status = 401 },
        Json(700027, "invalid_client", AssertByOtherKeyAsync) with { Status = 401 },
        Json(700024, "invalid_client", () => client.RequestAsync(client.Assertion(expires: TimeSpan.FromDays(30)))) with { Status = 401 },
        Json(700023, "invalid_client", () => client.RequestAsync(client.Assertion(audience: "https://other.example/token"))) with { Status = 401 },
        Json(700213, "invalid_client", () => client.RequestAsync(client.Assertion(issuer: "https://token.example", subject: "repo:x"))) with { Status = 401 },
        Json(50048, "invalid_client", () => client.RequestAsync(client.Assertion(subject: SeededApp.SignIn.ClientId))) with { Status = 401 },
        Json(50027, "invalid_request", () => client.RequestAsync("garbage")),
        Json(1002012, "invalid_scope", () => At.TokenAsync(Application(SeededApp.SignIn, ("scope", "User.Read")))),
    ];

    private IEnumerable<ErrorRow> Authorization() =>
    [
        Page(50011, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("redirect_uri", "https://evil.example/"))),
        Form(50011, () => OpenAsync(SignOut.Address(("post_logout_redirect_uri", "https://evil.example/")))),
        Page(500113, "invalid_request", () => AuthorizeAsync(SeededApp.TasksApi, ("redirect_uri", "https://localhost:7302/signin-oidc"))),
        Page(90102, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("redirect_uri", "localhost/signin-oidc"))),
        Page(90102, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("redirect_uri", "/signin-oidc"))),
        Page(90015, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("state", new string('s', 20_000)))),
        Redirect(50194, "invalid_request", () => OpenAsync(AuthorizeAddress("organizations", SeededApp.SignIn))),
        Redirect(650053, "invalid_client", () => OpenAsync(AdminConsent("User.Reed"))),
        Redirect(500011, "invalid_resource", () => OpenAsync(AdminConsent("api://nowhere/Read"))),
        Redirect(9002332, "invalid_request", () => OpenAsync(AuthorizeAddress("consumers", SeededApp.MultiTenant))),
        Redirect(70005, "unsupported_response_type", () => AuthorizeAsync(SeededApp.SignIn, ("response_type", "pigeon"))),
        Redirect(700051, "unsupported_response_type", () => AuthorizeAsync(SeededApp.SignIn, ("response_type", "token"))),
        Redirect(700054, "unsupported_response_type", () => AuthorizeAsync(SeededApp.SignIn, ("response_type", "id_token"))),
        Redirect(70007, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("response_mode", "pigeon"))),
        Redirect(501491, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("code_challenge", "short"))),
        Redirect(70011, "invalid_scope", () => AuthorizeAsync(SeededApp.SignIn, ("scope", "openid \"quoted\""))),
        Redirect(650053, "invalid_client", () => AuthorizeAsync(SeededApp.SignIn, ("scope", "openid User.Reed"))),
        Redirect(650057, "invalid_client", () => AuthorizeAsync(SeededApp.SignIn, ("scope", "openid api://tasks.contoso.example/.default"))),
        Redirect(500011, "invalid_resource", () => AuthorizeAsync(SeededApp.SignIn, ("scope", "api://nowhere/Tasks.Read"))),
        Redirect(90009, "invalid_request", () => AuthorizeAsync(SeededApp.OwnApi, ("scope", $"{_ownApi}/.default"))),
        Redirect(90008, "invalid_request", DefaultOfItselfWithoutGraphAsync),
        Redirect(90023, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("prompt", "maybe"))),
        Redirect(90023, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("prompt", "select_account consent"))),
        Redirect(90005, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("sid", Guid.NewGuid().ToString()), ("login_hint", SeededTenants.Alice))),
        Redirect(90007, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("sid", "x"))),
    ];

    private IEnumerable<ErrorRow> SignIn() =>
    [
        Redirect(50058, "login_required", () => AuthorizeAsync(SeededApp.SignIn, ("prompt", "none"))),
        Redirect(160021, "interaction_required", () => AuthorizeAsync(SeededApp.SignIn, ("prompt", "none"), ("sid", Guid.NewGuid().ToString()))),
        Redirect(16000, "interaction_required", SilentWithTwoAccountsAsync),
        Form(50056, () => TypeAsync(SeededTenants.Alice, "")),
        Form(50126, () => TypeAsync(SeededTenants.Alice, "wrong")),
        Form(50034, () => TypeAsync("nobody@contoso.example", "wrong")),
        Page(50020, "invalid_grant", () => TypeAsync(SeededTenants.Eve, SeededTenants.Password)),
        Page(50057, "invalid_grant", () => TypeAsync(Dan, SeededTenants.Password)),
        Page(50105, "invalid_grant", () => ClickAsync(SeededApp.AssignmentRequired, Carol)),
        Redirect(50105, "interaction_required", () => SilentAsync(SeededApp.AssignmentRequired, Carol)),
        Page(53003, "invalid_grant", () => ClickAsync(SeededApp.Blocked, SeededTenants.Alice)),
        Redirect(53003, "interaction_required", () => SilentAsync(SeededApp.Blocked, SeededTenants.Alice)),
        Redirect(50076, "interaction_required", () => SilentAsync(SeededApp.MultiFactor, SeededTenants.Alice)),
        Form(500121, () => FactorAsync(wrongCodes: 1)),
        Redirect(500121, "access_denied", () => FactorAsync(wrongCodes: 5)),
        Redirect(65001, "consent_required", () => SilentAsync(SeededApp.AsksForConsent, SeededTenants.Alice)),
        Redirect(650052, "invalid_client", SignInWithoutPrincipalAsync),
        Redirect(65004, "access_denied", DeclineAsync),
        Redirect(90094, "access_denied", () => SilentAsync(SeededApp.NeedsAdministrator, SeededTenants.Alice, ("scope", "openid User.Read.All"))),
        Form(1003001, () => SignUpAsync("no-domain")),
        Page(50089, "invalid_request", () => OpenAsync($"/signin/{Guid.NewGuid():n}")),
    ];

    private IEnumerable<ErrorRow> Grants() =>
    [
        Json(70000, "invalid_grant", async () => await At.RedeemAsync(SeededApp.RolesAndGroups, await At.GetCodeAsync(SeededApp.SignIn))),
        Json(70000, "invalid_grant", async () => await At.RefreshAsync(SeededApp.RolesAndGroups, (await At.GetTokensAsync(SeededApp.SignIn))["refresh_token"])),
        Json(700005, "invalid_grant", RedeemAtOtherTenantAsync),
        Json(500112, "invalid_client", async () => await At.RedeemAsync(SeededApp.SignIn, await At.GetCodeAsync(SeededApp.SignIn), ("redirect_uri", "https://localhost:7111/other"))),
        Json(501481, "invalid_grant", async () => await At.RedeemAsync(SeededApp.SignIn, await At.GetCodeAsync(SeededApp.SignIn), ("code_verifier", new string('v', 43)))),
        Json(54005, "invalid_grant", RedeemTwiceAsync),
        Json(50057, "invalid_grant", () => RefreshAfterAsync(user => user.Enabled = false, user => user.Enabled = true)),
        Json(50076, "invalid_grant", () => RefreshAfterAsync((User user) => user.RequiresMultiFactor = true, user => user.RequiresMultiFactor = false)) with { SubError = "basic_action" },
        Json(50105, "invalid_grant", () => RefreshAfterAsync(app => app.RequiresAssignment = true, app => app.RequiresAssignment = false)),
        Json(53003, "invalid_grant", () => RefreshAfterAsync(app => app.IsBlocked = true, app => app.IsBlocked = false)) with { SubError = "message_only" },
        Json(7000112, "unauthorized_client", () => RefreshAfterAsync(app => app.IsDisabled = true, app => app.IsDisabled = false)),
        Json(65001, "invalid_grant", async () => await At.RefreshAsync(SeededApp.SignIn, (await At.GetTokensAsync(SeededApp.SignIn))["refresh_token"], ("scope", "Mail.Read"))) with
        {
            SubError = "consent_required",
        },
        Json(28000, "invalid_request", async () => await At.RefreshAsync(
            SeededApp.SignIn, (await At.GetTokensAsync(SeededApp.SignIn))["refresh_token"], ("scope", "User.Read api://tasks.contoso.example/Tasks.Read"))),
        Json(650053, "invalid_client", async () => await At.RefreshAsync(SeededApp.SignIn, (await At.GetTokensAsync(SeededApp.SignIn))["refresh_token"], ("scope", "User.Reed"))),
        Json(90009, "invalid_request", async () => await At.RefreshAsync(
            SeededApp.OwnApi, (await At.GetTokensAsync(
                SeededApp.OwnApi, changes: ("scope", $"offline_access {_ownApi}/access_as_user")))["refresh_token"])),
        Json(500131, "invalid_grant", async () => await OnBehalfOfFlow.ExchangeAsync(At, (await At.GetTokensAsync(SeededApp.SignIn))["access_token"])),
        Json(240002, "invalid_grant", async () =>
            await OnBehalfOfFlow.ExchangeAsync(At, (await At.GetTokensAsync(SeededApp.SignIn))["id_token"], ("client_id", SeededApp.SignIn.ClientId))),
        Json(50013, "invalid_grant", () => OnBehalfOfFlow.ExchangeAsync(At, "garbage")),
        Json(7000114, "invalid_grant", async () => await OnBehalfOfFlow.ExchangeAsync(
            At, (await At.TokenAsync(Application(SeededApp.SignIn, ("scope", "api://tasks.contoso.example/.default"))))["access_token"])),
        Json(90033, "server_error", FailByScenarioAsync) with { Status = 500 },
    ];

    /// <summary>Errors of the grant for user name and password, and of a password that has expired.</summary>
    private IEnumerable<ErrorRow> Passwords() =>
    [
        Json(9001023, "invalid_request", () =>
            PasswordFlow.ExchangeAtAsync(At, "common", SeededTenants.Alice, SeededTenants.Password)),
        Json(9001023, "invalid_request", () => PasswordFlow.ExchangeAtAsync(
            At, "common", SeededTenants.Alice, "wrong", PasswordFlow.As(SeededApp.MultiTenant))),
        Json(50194, "invalid_request", () =>
            PasswordFlow.ExchangeAtAsync(At, "organizations", SeededTenants.Alice, SeededTenants.Password)),
        Json(50059, "invalid_request", () => AtOrganizationsAsync("alice")),
        Json(50128, "invalid_request", () => AtOrganizationsAsync("alice@nowhere.example")),
        Json(900144, "invalid_request", () => PasswordFlow.ExchangeAsync(At, userName: "")),
        Json(900144, "invalid_request", () => PasswordFlow.ExchangeAsync(At, password: "")),
        Json(900144, "invalid_request", () => PasswordFlow.ExchangeAsync(At, changes: ("scope", ""))),
        Json(7000218, "invalid_client", () =>
            PasswordFlow.ExchangeAsync(At, changes: ("client_id", SeededApp.SignIn.ClientId))) with { Status = 401 },
        Json(700025, "invalid_client", () =>
            PasswordFlow.ExchangeAsync(At, changes: ("client_secret", "x"))) with { Status = 401 },
        Json(50126, "invalid_grant", () => PasswordFlow.ExchangeAsync(At, password: "wrong")),
        Json(50034, "invalid_grant", () => PasswordFlow.ExchangeAsync(At, "nobody@contoso.example")),
        Json(50034, "invalid_grant", () => PasswordFlow.ExchangeAsync(At, "alice@nowhere.example")),
        Json(50020, "invalid_grant", () => PasswordFlow.ExchangeAsync(At, SeededTenants.Eve)),
        Json(50057, "invalid_grant", () => PasswordFlow.ExchangeAsync(At, Dan)),
        Json(50076, "invalid_grant", () =>
            PasswordFlow.ExchangeAsync(At, SeededTenants.Mia)) with { SubError = "basic_action" },
        Json(65001, "invalid_grant", () =>
            PasswordFlow.ExchangeAsync(At, changes: ("scope", "Mail.Read"))) with { SubError = "consent_required" },
        Json(50105, "invalid_grant", () =>
            PasswordFlow.ExchangeAsync(At, Carol, changes: PasswordFlow.As(SeededApp.AssignmentRequired))),
        Json(53003, "invalid_grant", () => PasswordFlow.ExchangeAsync(
            At, changes: PasswordFlow.As(SeededApp.Blocked))) with { SubError = "message_only" },
        Json(50053, "invalid_grant", LockAsync),
        Json(50055, "invalid_grant", () => WithExpiredPasswordAsync(() =>
            PasswordFlow.ExchangeAsync(At, Carol))) with { SubError = "user_password_expired" },
        Form(120000, () => WithExpiredPasswordAsync(() => ChangePasswordAsync("wrong", "Another-2026!"))),
        Form(120002, () => WithExpiredPasswordAsync(() => ChangePasswordAsync(SeededTenants.Password, "weak"))),
    ];

    /// <summary>Errors of users who are guests, or are not.</summary>
    private IEnumerable<ErrorRow> Guests() =>
    [
        Page(90072, "invalid_grant", () => TypeAsync(SeededApp.MultiFactor, SeededTenants.Eve, SeededTenants.Password)),
        Json(90072, "invalid_grant", () =>
            PasswordFlow.ExchangeAsync(At, SeededTenants.Eve, changes: PasswordFlow.As(SeededApp.MultiFactor))),
        Redirect(16003, "interaction_required", SilentAsStrangerAsync),
        Redirect(50014, "interaction_required", () => WithPendingGuestAsync(SilentAsGuestAsync)),
        Json(50014, "invalid_grant", () =>
            WithPendingGuestAsync(() => PasswordFlow.ExchangeAsync(At, SeededTenants.Gus))),
    ];

    private IEnumerable<ErrorRow> Devices() =>
    [
        Json(70016, "authorization_pending", async () => await Device.PollAsync(await Device.StartAsync())),
        Json(70016, "slow_down", PollTwiceAsync),
        Json(70018, "bad_verification_code", async () => await Device.PollAsync(await Device.StartAsync(), changes: ("device_code", "1.unknown"))),
        Json(65004, "authorization_declined", async () => (await DeclineDeviceAsync()).Answer),
        Form(70018, () => TypeUserCodeAsync("WRONG")),
        Form(90119, () => TypeUserCodeAsync("")),
        Form(90120, async () => await TypeUserCodeAsync((await DeclineDeviceAsync()).UserCode)),
        Form(90055, GuessUserCodesAsync) with { Status = 429 },
    ];

    /// <summary>Errors of what was issued long ago.</summary>
    private IEnumerable<ErrorRow> Later() =>
    [
        Json(70008, "invalid_grant", async () => await AfterAsync(TimeSpan.FromMinutes(10), await At.GetCodeAsync(SeededApp.SignIn), code => At.RedeemAsync(SeededApp.SignIn, code))),
        Json(70020, "expired_token", async () => await AfterAsync(TimeSpan.FromMinutes(15), await Device.StartAsync(), started => Device.PollAsync(started))),
        Form(70019, async () => await AfterAsync(TimeSpan.FromMinutes(15), (await Device.StartAsync())["user_code"], TypeUserCodeAsync)),
        Json(500133, "invalid_grant", async () =>
            await AfterAsync(TimeSpan.FromMinutes(91), await OnBehalfOfFlow.AssertionAsync(At), assertion => OnBehalfOfFlow.ExchangeAsync(At, assertion))),
        Json(50173, "invalid_grant", () => RefreshAfterAsync(user => user.TokensValidFrom = At.Clock.GetUtcNow().AddSeconds(1), user => user.TokensValidFrom = default)) with
        {
            SubError = "bad_token",
        },
        Json(700082, "invalid_grant", async () => await AfterAsync(
            TimeSpan.FromDays(90), (await At.GetTokensAsync(SeededApp.SignIn))["refresh_token"], token => At.RefreshAsync(SeededApp.SignIn, token))) with
        {
            SubError = "bad_token",
        },
    ];

    private static ErrorRow Json(int code, string error, Func<Task<TokenAnswer>> send) =>
        new(new Outcome(Place.Json, 400, code, error), async () => Outcome.Of(await send()));

    private static ErrorRow Redirect(int code, string error, Func<Task<Page>> open) =>
        new(new Outcome(Place.Redirect, 302, code, error), async () => Outcome.Of(await open()));

    private static ErrorRow Page(int code, string error, Func<Task<Page>> open) =>
        new(new Outcome(Place.ErrorPage, 400, code, error), async () => Outcome.Of(await open()));

    private static ErrorRow Form(int code, Func<Task<Page>> open) =>
        new(new Outcome(Place.Form, 400, code, Error: null), async () => Outcome.Of(await open()));

    private static (string, string)[] Application(SeededApp app, params (string, string)[] changes) =>
        [("grant_type", "client_credentials"), ("client_id", app.ClientId), ("client_secret", SeededApp.Secret), .. changes];

    private static string AdminConsent(string scope) => QueryHelpers.AddQueryString($"/{SeededTenants.Contoso}/v2.0/adminconsent", new Dictionary<string, string?>
    {
        ["client_id"] = SeededApp.SignIn.ClientId,
        ["redirect_uri"] = SeededApp.SignIn.RedirectUri,
        ["scope"] = scope,
    });

    private async Task<TokenAnswer> GetAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("application/json") } } };
        return await At.SendAsync(request);
    }

    private async Task<Page> OpenAsync(string address)
    {
        using var browser = At.NewBrowser();
        return await browser.GetAsync(address);
    }

    private Task<Page> AuthorizeAsync(SeededApp app, params (string, string)[] changes) => OpenAsync(AuthorizeAddress(app, changes));

    private async Task<TokenAnswer> AssertByOtherKeyAsync()
    {
        using var other = AssertionClient.NewCertificate();
        return await client.RequestAsync(client.Assertion(certificate: other));
    }

    private Task<Page> TypeAsync(string userName, string password) => TypeAsync(SeededApp.SignIn, userName, password);

    private async Task<Page> TypeAsync(SeededApp app, string userName, string password)
    {
        using var browser = At.NewBrowser();
        var page = await EntraIdFixture.OpenAsync(browser, AuthorizeAddress(app));
        return await browser.TypePasswordAsync(page, userName, password);
    }

    private async Task<Page> ClickAsync(SeededApp app, string account)
    {
        using var browser = At.NewBrowser();
        return await PressAsync(browser, await EntraIdFixture.OpenAsync(browser, AuthorizeAddress(app)), "account", account);
    }

    /// <summary>Signs in to an app that asks for nothing more, and then silently to another.</summary>
    private async Task<Page> SilentAsync(SeededApp app, string account, params (string, string)[] changes)
    {
        using var browser = At.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn), account);
        return await browser.GetAsync(AuthorizeAddress(app, [("prompt", "none"), .. changes]));
    }

    private async Task<Page> SilentWithTwoAccountsAsync()
    {
        using var browser = At.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        await SignInAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "login")), Carol);
        return await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, ("prompt", "none")));
    }

    private Task<TokenAnswer> AtOrganizationsAsync(string userName) => PasswordFlow.ExchangeAtAsync(
        At, "organizations", userName, SeededTenants.Password, PasswordFlow.As(SeededApp.MultiTenant));

    private async Task<TokenAnswer> LockAsync()
    {
        for (var failure = 0; failure < 10; failure++)
        {
            await PasswordFlow.ExchangeAsync(At, SeededTenants.Bob, "wrong");
        }

        return await PasswordFlow.ExchangeAsync(At, SeededTenants.Bob);
    }

    private Task<T> WithExpiredPasswordAsync<T>(Func<Task<T>> send) =>
        WhileAsync(Carol, user => user.MustChangePassword = true, user => user.MustChangePassword = false, send);

    private Task<T> WithPendingGuestAsync<T>(Func<Task<T>> send) => WhileAsync(
        "gus_fabrikam.example#EXT#@contoso.example",
        user => user.Invitation = InvitationState.PendingAcceptance,
        user => user.Invitation = InvitationState.Accepted,
        send);

    private async Task<T> WhileAsync<T>(string userName, Action<User> change, Action<User> undo, Func<Task<T>> send)
    {
        await At.ChangeAsync(async db =>
            change(await db.Set<User>().SingleAsync(user => user.UserPrincipalName == userName, Token)));
        var answer = await send();
        await At.ChangeAsync(async db =>
            undo(await db.Set<User>().SingleAsync(user => user.UserPrincipalName == userName, Token)));
        return answer;
    }

    private async Task<Page> ChangePasswordAsync(string current, string chosen)
    {
        using var browser = At.NewBrowser();
        var page = await EntraIdFixture.OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        page = await browser.TypePasswordAsync(page, Carol);
        return await browser.PressAsync(page, "action", "change", ("password", current), ("newPassword", chosen));
    }

    private Task<Page> SilentAsStrangerAsync() =>
        SilentFromHomeAsync(SeededTenants.Eve, ("login_hint", SeededTenants.Eve));

    private Task<Page> SilentAsGuestAsync() => SilentFromHomeAsync(SeededTenants.Gus);

    /// <summary>Signs in at home, and then silently to an app of the other tenant.</summary>
    private async Task<Page> SilentFromHomeAsync(string account, params (string, string)[] changes)
    {
        using var browser = At.NewBrowser();
        await SignInAsync(browser, AuthorizeAddress("organizations", SeededApp.MultiTenant), account);
        return await browser.GetAsync(AuthorizeAddress(SeededApp.SignIn, [("prompt", "none"), .. changes]));
    }

    private async Task<Page> FactorAsync(int wrongCodes)
    {
        using var browser = At.NewBrowser();
        var page = await PressAsync(browser, await EntraIdFixture.OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn)), "account", SeededTenants.Mia);
        for (var number = 0; number < wrongCodes; number++)
        {
            page = await PressAsync(browser, page, "action", "verify", ("code", "wrong"));
        }

        return page;
    }

    private async Task<Page> DeclineAsync()
    {
        using var browser = At.NewBrowser();
        return await PressAsync(browser, await EntraIdFixture.OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn)), "action", "cancel");
    }

    private async Task<Page> SignUpAsync(string userName)
    {
        using var browser = At.NewBrowser();
        var page = await EntraIdFixture.OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "create")));
        return await browser.PressAsync(page, "action", "create", ("displayName", "Nora"), ("username", userName), ("password", "short"));
    }

    private async Task<TokenAnswer> RedeemAtOtherTenantAsync() => await At.TokenAsync(SeededTenants.Fabrikam, null,
        ("grant_type", Code), ("client_id", SeededApp.MultiTenant.ClientId), ("client_secret", SeededApp.Secret),
        ("redirect_uri", SeededApp.MultiTenant.RedirectUri), ("code", await At.GetCodeAsync(SeededApp.MultiTenant)));

    private async Task<TokenAnswer> RedeemTwiceAsync()
    {
        var code = await At.GetCodeAsync(SeededApp.SignIn);
        await At.RedeemAsync(SeededApp.SignIn, code);
        return await At.RedeemAsync(SeededApp.SignIn, code);
    }

    /// <summary>Asks for the app itself, whose registration lists no permission of Graph meanwhile.</summary>
    private async Task<Page> DefaultOfItselfWithoutGraphAsync()
    {
        var id = Guid.Parse(SeededApp.OwnApi.ClientId);
        ConfiguredScopes listed = null!;
        await At.ChangeAsync(async db =>
        {
            listed = await db.Set<ConfiguredScopes>()
                .SingleAsync(scopes => scopes.ClientId == id && scopes.ResourceId != id, Token);
            db.Remove(listed);
        });
        var page = await AuthorizeAsync(SeededApp.OwnApi, ("scope", $"openid {id}/.default"));
        await At.ChangeAsync(db =>
        {
            db.Add(new ConfiguredScopes { ClientId = id, ResourceId = listed.ResourceId, Scopes = listed.Scopes });
            return Task.CompletedTask;
        });
        return page;
    }

    /// <summary>Signs in for a scope of an API that has no service principal meanwhile.</summary>
    private async Task<Page> SignInWithoutPrincipalAsync()
    {
        await ChangeApiAsync(isThere: false);
        using var browser = At.NewBrowser();
        var address = AuthorizeAddress(SeededApp.SignIn, ("scope", "openid api://tasks.contoso.example/Tasks.Read"));
        var page = await SignInAsync(browser, address);
        await ChangeApiAsync(isThere: true);
        return page;

        Task ChangeApiAsync(bool isThere) => At.ChangeAsync(db => db.Set<Application>()
            .Where(app => app.ClientId == Guid.Parse(SeededApp.TasksApi.ClientId))
            .ExecuteUpdateAsync(set => set.SetProperty(app => app.HasServicePrincipal, isThere), Token));
    }

    /// <summary>Refreshes after an administrator has changed the user, and changes the user back.</summary>
    private Task<TokenAnswer> RefreshAfterAsync(Action<User> change, Action<User> undo) =>
        RefreshAfterAsync(db => db.Set<User>().SingleAsync(user => user.UserPrincipalName == SeededTenants.Alice, Token), change, undo);

    /// <summary>Refreshes after an administrator has changed the app, and changes the app back.</summary>
    private Task<TokenAnswer> RefreshAfterAsync(Action<Application> change, Action<Application> undo) =>
        RefreshAfterAsync(db => db.Set<Application>().SingleAsync(app => app.ClientId == Guid.Parse(SeededApp.SignIn.ClientId), Token), change, undo);

    private async Task<TokenAnswer> RefreshAfterAsync<T>(Func<DbContext, Task<T>> find, Action<T> change, Action<T> undo)
    {
        var tokens = await At.GetTokensAsync(SeededApp.SignIn);
        await At.ChangeAsync(async db => change(await find(db)));
        var answer = await At.RefreshAsync(SeededApp.SignIn, tokens["refresh_token"]);
        await At.ChangeAsync(async db => undo(await find(db)));
        return answer;
    }

    private async Task<TokenAnswer> FailByScenarioAsync()
    {
        using var wire = At.Sandbox.CreateWireClient();
        using var started = await wire.PostAsync("/sandbox/api/scenarios/token-endpoint-500?count=1", content: null, Token);
        return await At.TokenAsync(("grant_type", Code));
    }

    private async Task<TokenAnswer> PollTwiceAsync()
    {
        var started = await Device.StartAsync();
        await Device.PollAsync(started);
        return await Device.PollAsync(started);
    }

    private async Task<(TokenAnswer Answer, string UserCode)> DeclineDeviceAsync()
    {
        using var browser = At.NewBrowser();
        var started = await Device.StartAsync();
        await PressAsync(browser, await DeviceFlow.SignInAsync(browser, started["user_code"]), "action", "decline");
        return (await Device.PollAsync(started), started["user_code"]);
    }

    private async Task<Page> TypeUserCodeAsync(string userCode)
    {
        using var browser = At.NewBrowser();
        return await DeviceFlow.TypeAsync(browser, userCode);
    }

    private async Task<Page> GuessUserCodesAsync()
    {
        for (var number = 0; number < 10; number++)
        {
            await TypeUserCodeAsync("WRONG");
        }

        return await TypeUserCodeAsync("WRONG");
    }

    private async Task<TAnswer> AfterAsync<T, TAnswer>(TimeSpan time, T issued, Func<T, Task<TAnswer>> use)
    {
        At.Clock.Advance(time);
        return await use(issued);
    }
}

/// <summary>One way to an error.</summary>
/// <param name="Expected">What the client or the person gets.</param>
/// <param name="Make">Sends the request.</param>
public sealed record ErrorRow(Outcome Expected, Func<Task<Outcome>> Make)
{
    /// <summary>The status, where it is another one than usual.</summary>
    public int Status
    {
        get => Expected.Status;
        init => Expected = Expected with { Status = value };
    }

    /// <summary>The suberror, where there is one.</summary>
    public string? SubError
    {
        get => Expected.SubError;
        init => Expected = Expected with { SubError = value };
    }
}
