using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.ErrorCodes;

public sealed partial class ErrorRows
{
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

    private async Task<Page> ChangePasswordAsync(string current, string chosen)
    {
        using var browser = At.NewBrowser();
        var page = await EntraIdFixture.OpenAsync(browser, AuthorizeAddress(SeededApp.SignIn));
        page = await browser.TypePasswordAsync(page, Carol);
        return await browser.PressAsync(page, "action", "change", ("password", current), ("newPassword", chosen));
    }
}
