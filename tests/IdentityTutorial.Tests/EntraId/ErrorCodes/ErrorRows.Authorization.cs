using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.ErrorCodes;

public sealed partial class ErrorRows
{
    /// <summary>Errors of the authorization endpoint, before a user signs in.</summary>
    private IEnumerable<ErrorRow> Authorization() =>
    [
        Page(50011, "invalid_request", () =>
            AuthorizeAsync(SeededApp.SignIn, ("redirect_uri", "https://evil.example/"))),
        Form(50011, () => OpenAsync(SignOut.Address(("post_logout_redirect_uri", "https://evil.example/")))),
        Page(500113, "invalid_request", () =>
            AuthorizeAsync(SeededApp.TasksApi, ("redirect_uri", "https://localhost:7302/signin-oidc"))),
        Page(90102, "invalid_request", () =>
            AuthorizeAsync(SeededApp.SignIn, ("redirect_uri", "localhost/signin-oidc"))),
        Page(90102, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("redirect_uri", "/signin-oidc"))),
        Page(90015, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("state", new string('s', 20_000)))),
        Redirect(50194, "invalid_request", () => OpenAsync(AuthorizeAddress("organizations", SeededApp.SignIn))),
        Redirect(650053, "invalid_client", () => OpenAsync(AdminConsent("User.Reed"))),
        Redirect(500011, "invalid_resource", () => OpenAsync(AdminConsent("api://nowhere/Read"))),
        Redirect(9002332, "invalid_request", () => OpenAsync(AuthorizeAddress("consumers", SeededApp.MultiTenant))),
        Redirect(70005, "unsupported_response_type", () =>
            AuthorizeAsync(SeededApp.SignIn, ("response_type", "pigeon"))),
        Redirect(700051, "unsupported_response_type", () =>
            AuthorizeAsync(SeededApp.SignIn, ("response_type", "token"))),
        Redirect(700054, "unsupported_response_type", () =>
            AuthorizeAsync(SeededApp.SignIn, ("response_type", "id_token"))),
        Redirect(70007, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("response_mode", "pigeon"))),
        Redirect(501491, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("code_challenge", "short"))),
        Redirect(70011, "invalid_scope", () => AuthorizeAsync(SeededApp.SignIn, ("scope", "openid \"quoted\""))),
        Redirect(650053, "invalid_client", () => AuthorizeAsync(SeededApp.SignIn, ("scope", "openid User.Reed"))),
        Redirect(650057, "invalid_client", () =>
            AuthorizeAsync(SeededApp.SignIn, ("scope", "openid api://tasks.contoso.example/.default"))),
        Redirect(500011, "invalid_resource", () =>
            AuthorizeAsync(SeededApp.SignIn, ("scope", "api://nowhere/Tasks.Read"))),
        Redirect(90009, "invalid_request", () => AuthorizeAsync(SeededApp.OwnApi, ("scope", $"{_ownApi}/.default"))),
        Redirect(90008, "invalid_request", DefaultOfItselfWithoutGraphAsync),
        Redirect(90023, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("prompt", "maybe"))),
        Redirect(90023, "invalid_request", () =>
            AuthorizeAsync(SeededApp.SignIn, ("prompt", "select_account consent"))),
        Redirect(90005, "invalid_request", () =>
            AuthorizeAsync(SeededApp.SignIn, ("sid", Guid.NewGuid().ToString()), ("login_hint", SeededTenants.Alice))),
        Redirect(90007, "invalid_request", () => AuthorizeAsync(SeededApp.SignIn, ("sid", "x"))),
    ];

    private static string AdminConsent(string scope) => QueryHelpers.AddQueryString(
        $"/{SeededTenants.Contoso}/v2.0/adminconsent",
        new Dictionary<string, string?>
        {
            ["client_id"] = SeededApp.SignIn.ClientId,
            ["redirect_uri"] = SeededApp.SignIn.RedirectUri,
            ["scope"] = scope,
        });

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
}
