using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Users;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId.ErrorCodes;

public sealed partial class ErrorRows
{
    /// <summary>Errors of codes, refresh tokens and assertions.</summary>
    private IEnumerable<ErrorRow> Grants() =>
    [
        Json(70000, "invalid_grant", async () =>
            await At.RedeemAsync(SeededApp.RolesAndGroups, await At.GetCodeAsync(SeededApp.SignIn))),
        Json(70000, "invalid_grant", async () =>
            await At.RefreshAsync(
                SeededApp.RolesAndGroups, (await At.GetTokensAsync(SeededApp.SignIn))["refresh_token"])),
        Json(700005, "invalid_grant", RedeemAtOtherTenantAsync),
        Json(500112, "invalid_client", async () =>
            await At.RedeemAsync(
                SeededApp.SignIn,
                await At.GetCodeAsync(SeededApp.SignIn),
                ("redirect_uri", "https://localhost:7111/other"))),
        Json(501481, "invalid_grant", async () =>
            await At.RedeemAsync(
                SeededApp.SignIn, await At.GetCodeAsync(SeededApp.SignIn), ("code_verifier", new string('v', 43)))),
        Json(54005, "invalid_grant", RedeemTwiceAsync),
        Json(50057, "invalid_grant", () =>
            RefreshAfterAsync(user => user.Enabled = false, user => user.Enabled = true)),
        Json(50076, "invalid_grant", () =>
            RefreshAfterAsync(
                (User user) => user.RequiresMultiFactor = true,
                user => user.RequiresMultiFactor = false)) with { SubError = "basic_action" },
        Json(50105, "invalid_grant", () =>
            RefreshAfterAsync(app => app.RequiresAssignment = true, app => app.RequiresAssignment = false)),
        Json(53003, "invalid_grant", () =>
            RefreshAfterAsync(
                app => app.IsBlocked = true, app => app.IsBlocked = false)) with { SubError = "message_only" },
        Json(7000112, "unauthorized_client", () =>
            RefreshAfterAsync(app => app.IsDisabled = true, app => app.IsDisabled = false)),
        Json(65001, "invalid_grant", async () =>
            await At.RefreshAsync(
                SeededApp.SignIn,
                (await At.GetTokensAsync(SeededApp.SignIn))["refresh_token"],
                ("scope", "Mail.Read"))) with
        {
            SubError = "consent_required",
        },
        Json(28000, "invalid_request", async () => await At.RefreshAsync(
            SeededApp.SignIn,
            (await At.GetTokensAsync(SeededApp.SignIn))["refresh_token"],
            ("scope", "User.Read api://tasks.contoso.example/Tasks.Read"))),
        Json(650053, "invalid_client", async () =>
            await At.RefreshAsync(
                SeededApp.SignIn,
                (await At.GetTokensAsync(SeededApp.SignIn))["refresh_token"],
                ("scope", "User.Reed"))),
        Json(90009, "invalid_request", async () => await At.RefreshAsync(
            SeededApp.OwnApi, (await At.GetTokensAsync(
                SeededApp.OwnApi, changes: ("scope", $"offline_access {_ownApi}/access_as_user")))["refresh_token"])),
        Json(500131, "invalid_grant", async () =>
            await OnBehalfOfFlow.ExchangeAsync(At, (await At.GetTokensAsync(SeededApp.SignIn))["access_token"])),
        Json(240002, "invalid_grant", async () =>
            await OnBehalfOfFlow.ExchangeAsync(
                At,
                (await At.GetTokensAsync(SeededApp.SignIn))["id_token"],
                ("client_id", SeededApp.SignIn.ClientId))),
        Json(50013, "invalid_grant", () => OnBehalfOfFlow.ExchangeAsync(At, "garbage")),
        Json(7000114, "invalid_grant", async () => await OnBehalfOfFlow.ExchangeAsync(
            At,
            (await At.TokenAsync(Application(
                SeededApp.SignIn, ("scope", "api://tasks.contoso.example/.default"))))["access_token"])),
        Json(90033, "server_error", FailByScenarioAsync) with { Status = 500 },
    ];

    private async Task<TokenAnswer> RedeemAtOtherTenantAsync() => await At.TokenAsync(SeededTenants.Fabrikam, null,
        ("grant_type", Code), ("client_id", SeededApp.MultiTenant.ClientId), ("client_secret", SeededApp.Secret),
        ("redirect_uri", SeededApp.MultiTenant.RedirectUri), ("code", await At.GetCodeAsync(SeededApp.MultiTenant)));

    private async Task<TokenAnswer> RedeemTwiceAsync()
    {
        var code = await At.GetCodeAsync(SeededApp.SignIn);
        await At.RedeemAsync(SeededApp.SignIn, code);
        return await At.RedeemAsync(SeededApp.SignIn, code);
    }

    /// <summary>Refreshes after an administrator has changed the user, and changes the user back.</summary>
    private Task<TokenAnswer> RefreshAfterAsync(Action<User> change, Action<User> undo) =>
        RefreshAfterAsync(
            db => db.Set<User>().SingleAsync(user => user.UserPrincipalName == SeededTenants.Alice, Token),
            change,
            undo);

    /// <summary>Refreshes after an administrator has changed the app, and changes the app back.</summary>
    private Task<TokenAnswer> RefreshAfterAsync(Action<Application> change, Action<Application> undo) =>
        RefreshAfterAsync(
            db => db.Set<Application>().SingleAsync(
                app => app.ClientId == Guid.Parse(SeededApp.SignIn.ClientId), Token),
            change,
            undo);

    private async Task<TokenAnswer> RefreshAfterAsync<T>(
        Func<DbContext, Task<T>> find, Action<T> change, Action<T> undo)
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
        using var started = await wire.PostAsync(
            "/sandbox/api/scenarios/token-endpoint-500?count=1", content: null, Token);
        return await At.TokenAsync(("grant_type", Code));
    }
}
