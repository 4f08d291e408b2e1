using Sandbox.Customers;
using Sandbox.Graph;
using Sandbox.Graph.Writing;
using Sandbox.Protocol;
using Sandbox.Protocol.Sessions;
using Sandbox.Users;

namespace Sandbox.DirectoryPage;

/// <summary>The page of one user: account, groups, roles, consents and sessions.</summary>
internal sealed class DirectoryUserEndpoints(
    DirectoryUserReader reader,
    DirectoryActions actions,
    DirectoryWriter writer,
    SessionRevocation revocation,
    LockOut lockOut)
{
    /// <summary>Maps the page and its buttons.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        const string Route = "/users/{id:guid}";
        pages.MapGet(Route, (Guid id, HttpContext context, DirectoryUserEndpoints page) => page.ShowAsync(id, context));
        pages.MapPost(Route, (Guid id, HttpContext context, DirectoryUserEndpoints page) => page.ChangeAsync(id, context));
    }

    private async Task<IResult> ShowAsync(Guid id, HttpContext context) =>
        await reader.FindAsync(id, context.RequestAborted) is { } page
            ? new PageResult("~/DirectoryPage/User.cshtml", page with { Notice = actions.TakeNotice(context) })
            : Results.NotFound();

    private async Task<IResult> ChangeAsync(Guid id, HttpContext context)
    {
        if (await reader.FindAsync(id, context.RequestAborted) is not { } page)
        {
            return Results.NotFound();
        }

        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var action = form["action"];
        var notice = await PressAsync(page, action, form["value"] ?? "", context);
        var isGone = action == "delete" && !notice.IsProblem;
        return actions.Back(
            context,
            DirectoryPageSetup.Path + (isGone ? $"?tenant={page.Tenant.Domain}" : $"/users/{id}"),
            notice);
    }

    /// <summary>Does what a button says, with the object that its value names.</summary>
    private Task<DirectoryNotice> PressAsync(
        DirectoryUserPage page, string? action, string value, HttpContext context)
    {
        var id = page.User.Id;
        var named = Guid.TryParse(value, out var parsed) ? parsed : Guid.Empty;
        return action switch
        {
            "enable" => SendAsync(
                HttpMethods.Patch, $"/users/{id}", new { accountEnabled = true }, "The account is enabled."),
            "disable" => SendAsync(
                HttpMethods.Patch, $"/users/{id}", new { accountEnabled = false },
                "The account is disabled. The sandbox rejects its tokens."),
            "revoke" => SendAsync(
                HttpMethods.Post, $"/users/{id}/revokeSignInSessions", new { },
                "All sessions and tokens of the user were revoked."),
            "unlock" => UnlockAsync(page.User),
            "end-session" => EndSessionAsync(id, named),
            "add-group" => SendAsync(
                HttpMethods.Post, $"/groups/{named}/members/$ref", DirectoryActions.Reference(id, context),
                "The user is in the group. New tokens contain the group."),
            "remove-group" => SendAsync(
                HttpMethods.Delete, $"/groups/{named}/members/{id}/$ref", null, "The user is no longer in the group."),
            "add-role" when page.OtherRoles.FirstOrDefault(role => role.Value == value) is { } role => SendAsync(
                HttpMethods.Post, $"/users/{id}/appRoleAssignments",
                new { principalId = id, resourceId = role.AppId, appRoleId = role.RoleId },
                "The role is assigned. New tokens contain the role."),
            "remove-role" => SendAsync(
                HttpMethods.Delete, $"/users/{id}/appRoleAssignments/{named}", null, "The role is no longer assigned."),
            "take-back" when page.Consents.Any(consent => consent.Id == named) =>
                actions.RevokeConsentAsync(page.User.TenantId, value, context),
            "delete" => SendAsync(
                HttpMethods.Delete, $"/users/{id}", null,
                $"{page.User.DisplayName} was deleted. Graph can restore the account: "
                    + $"POST /directory/deletedItems/{id}/restore."),
            _ => Task.FromResult(DirectoryActions.Unknown),
        };

        Task<DirectoryNotice> SendAsync(string method, string path, object? body, string done) =>
            actions.SendAsync(new PageRequest(page.User.TenantId, method, path, body), done, context);
    }

    private async Task<DirectoryNotice> EndSessionAsync(Guid userId, Guid sessionId)
    {
        var isEnded = false;
        await writer.WriteAsync(Outdated.Sessions, async db =>
        {
            isEnded = await revocation.EndSessionAsync(db, userId, sessionId);
            return [];
        });
        return isEnded
            ? new DirectoryNotice(
                "The session was ended. The tokens that apps got in this session were revoked.", "", IsProblem: false)
            : new DirectoryNotice("The session had already ended.", "", IsProblem: true);
    }

    private async Task<DirectoryNotice> UnlockAsync(User user)
    {
        await lockOut.ClearAsync(user.TenantId, LockOut.AccountOf(user));
        return new DirectoryNotice(
            "The account is unlocked, and its failed sign-ins are deleted.", "", IsProblem: false);
    }
}
