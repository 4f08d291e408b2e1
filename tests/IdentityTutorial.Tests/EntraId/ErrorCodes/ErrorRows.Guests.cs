using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.ErrorCodes;

public sealed partial class ErrorRows
{
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

    private Task<T> WithPendingGuestAsync<T>(Func<Task<T>> send) => WhileAsync(
        "gus_fabrikam.example#EXT#@contoso.example",
        user => user.Invitation = InvitationState.PendingAcceptance,
        user => user.Invitation = InvitationState.Accepted,
        send);

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
}
