using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.ErrorCodes;

public sealed partial class ErrorRows
{
    /// <summary>Errors of the pages, and of sign-ins without a page.</summary>
    private IEnumerable<ErrorRow> SignIn() =>
    [
        Redirect(50058, "login_required", () => AuthorizeAsync(SeededApp.SignIn, ("prompt", "none"))),
        Redirect(160021, "interaction_required", () =>
            AuthorizeAsync(SeededApp.SignIn, ("prompt", "none"), ("sid", Guid.NewGuid().ToString()))),
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
        Redirect(90094, "access_denied", () =>
            SilentAsync(SeededApp.NeedsAdministrator, SeededTenants.Alice, ("scope", "openid User.Read.All"))),
        Form(1003001, () => SignUpAsync("no-domain")),
        Page(50089, "invalid_request", () => OpenAsync($"/signin/{Guid.NewGuid():n}")),
    ];

    private async Task<Page> ClickAsync(SeededApp app, string account)
    {
        using var browser = At.NewBrowser();
        var page = await EntraIdFixture.OpenAsync(browser, AuthorizeAddress(app));
        return await PressAsync(browser, page, "account", account);
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

    private async Task<Page> FactorAsync(int wrongCodes)
    {
        using var browser = At.NewBrowser();
        var page = await EntraIdFixture.OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        page = await PressAsync(browser, page, "account", SeededTenants.Mia);
        for (var number = 0; number < wrongCodes; number++)
        {
            page = await PressAsync(browser, page, "action", "verify", ("code", "wrong"));
        }

        return page;
    }

    private async Task<Page> DeclineAsync()
    {
        using var browser = At.NewBrowser();
        var page = await EntraIdFixture.OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        return await PressAsync(browser, page, "action", "cancel");
    }

    private async Task<Page> SignUpAsync(string userName)
    {
        using var browser = At.NewBrowser();
        var page = await EntraIdFixture.OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn, ("prompt", "create")));
        return await browser.PressAsync(
            page, "action", "create", ("displayName", "Nora"), ("username", userName), ("password", "short"));
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
}
