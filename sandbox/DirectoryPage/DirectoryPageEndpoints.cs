using System.Globalization;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Customers;
using Sandbox.Graph;
using Sandbox.Hosting;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.Sessions;
using Sandbox.Protocol.Tokens;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.DirectoryPage;

/// <summary>
/// The pages of the directory. What Microsoft Graph can change, they change through it (<see cref="GraphOfPages"/>),
/// and they name the request.
/// </summary>
internal sealed class DirectoryPageEndpoints(
    DirectoryReader reader,
    LiveDirectory directory,
    GraphOfPages graph,
    IDbContextFactory<SandboxDbContext> contexts,
    SessionStore sessions,
    Grants grants,
    LockOut lockOut,
    ITempDataDictionaryFactory notices)
{
    /// <summary>The path of the list page.</summary>
    public const string Path = "/sandbox/directory";

    private const int LongestSearch = 100;

    /// <summary>Maps the pages and their buttons.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, (HttpContext context, DirectoryPageEndpoints pages) => pages.ListAsync(context));
        endpoints.MapPost(Path, (HttpContext context, DirectoryPageEndpoints pages) => pages.AddUserAsync(context));
        endpoints.MapGet(
            Path + "/users/{id:guid}",
            (Guid id, HttpContext context, DirectoryPageEndpoints pages) => pages.ShowUserAsync(id, context));
        endpoints.MapPost(
            Path + "/users/{id:guid}",
            (Guid id, HttpContext context, DirectoryPageEndpoints pages) => pages.ChangeUserAsync(id, context));
        endpoints.MapGet(
            Path + "/groups/{id:guid}",
            (Guid id, HttpContext context, DirectoryPageEndpoints pages) => pages.ShowGroupAsync(id, context));
        endpoints.MapPost(
            Path + "/groups/{id:guid}",
            (Guid id, HttpContext context, DirectoryPageEndpoints pages) => pages.ChangeGroupAsync(id, context));
        endpoints.MapGet(
            Path + "/apps/{id:guid}",
            (Guid id, HttpContext context, DirectoryPageEndpoints pages) => pages.ShowAppAsync(id, context));
        endpoints.MapPost(
            Path + "/apps/{id:guid}",
            (Guid id, HttpContext context, DirectoryPageEndpoints pages) => pages.ChangeAppAsync(id, context));
    }

    private async Task<IResult> ListAsync(HttpContext context) =>
        View(await reader.ReadAsync(ReadPlace(context), context.RequestAborted));

    private async Task<IResult> AddUserAsync(HttpContext context)
    {
        var place = ReadPlace(context) with { Part = DirectoryPart.Users };
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var entered = new NewUserForm(form["name"] ?? "", form["username"] ?? "");
        var name = entered.SignInName.Contains('@', StringComparison.Ordinal)
            ? entered.SignInName
            : $"{entered.SignInName}@{place.Tenant.Domain}";
        var request = new PageRequest(place.Tenant.Id, HttpMethods.Post, "/users", new
        {
            accountEnabled = true,
            displayName = entered.Name,
            mailNickname = name.Split('@')[0],
            userPrincipalName = name,
            passwordProfile = new { password = directory.Current.SeedPassword, forceChangePasswordNextSignIn = false },
        });
        var answer = await graph.SendAsync(request, context);
        if (answer.Problem is null)
        {
            return Back(context, place.Address(), new DirectoryNotice(
                $"{entered.Name} was added, and signs in as {name}.", request.Text, IsProblem: false));
        }

        // What was entered stays in the form.
        var page = await reader.ReadAsync(place, context.RequestAborted);
        return View(
            page with { Form = entered, Notice = new DirectoryNotice(answer.Problem, request.Text, IsProblem: true) },
            answer.Status);
    }

    private async Task<IResult> ShowUserAsync(Guid id, HttpContext context) =>
        await reader.FindUserAsync(id, context.RequestAborted) is { } page
            ? new PageResult("~/DirectoryPage/User.cshtml", page with { Notice = Notice(context) })
            : Results.NotFound();

    private async Task<IResult> ChangeUserAsync(Guid id, HttpContext context)
    {
        if (await reader.FindUserAsync(id, context.RequestAborted) is not { User: var user })
        {
            return Results.NotFound();
        }

        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var value = form["value"] ?? "";
        var notice = form["action"] switch
        {
            "enable" => await PatchAsync(new { accountEnabled = true }, "The account is enabled."),
            "disable" => await PatchAsync(
                new { accountEnabled = false }, "The account is disabled. The sandbox rejects its tokens."),
            "revoke" => await SendAsync(
                HttpMethods.Post,
                $"/users/{id}/revokeSignInSessions",
                new { },
                "All sessions and tokens of the user were revoked."),
            "end-session" => await EndSessionAsync(user, value),
            "unlock" => await UnlockAsync(user),
            "add-group" => await SendAsync(
                HttpMethods.Post,
                $"/groups/{value}/members/$ref",
                Reference(id, context),
                "The user is in the group. New tokens contain the group."),
            "remove-group" => await SendAsync(
                HttpMethods.Delete, $"/groups/{value}/members/{id}/$ref", null, "The user is no longer in the group."),
            "add-role" when value.Split(' ') is [var app, var role] => await SendAsync(
                HttpMethods.Post, $"/users/{id}/appRoleAssignments",
                new { principalId = id, resourceId = app, appRoleId = role },
                "The role is assigned. New tokens contain the role."),
            "remove-role" => await SendAsync(
                HttpMethods.Delete, $"/users/{id}/appRoleAssignments/{value}", null, "The role is no longer assigned."),
            "take-back" => await SendAsync(
                HttpMethods.Delete,
                $"/oauth2PermissionGrants/{value}",
                null,
                "The consent was taken back. The app has to ask again."),
            "delete" => await SendAsync(
                HttpMethods.Delete,
                $"/users/{id}",
                null,
                $"{user.DisplayName} was deleted. Graph can restore the account: "
                    + $"POST /directory/deletedItems/{id}/restore."),
            _ => Unknown(),
        };
        var isGone = form["action"] == "delete" && !notice.IsProblem;
        var address = isGone
            ? $"{Path}?tenant={directory.Current.FindTenant(user.TenantId)!.Domain}"
            : $"{Path}/users/{id}";
        return Back(context, address, notice);

        Task<DirectoryNotice> PatchAsync(object body, string done) =>
            SendAsync(HttpMethods.Patch, $"/users/{id}", body, done);

        Task<DirectoryNotice> SendAsync(string method, string path, object? body, string done) =>
            this.SendAsync(new PageRequest(user.TenantId, method, path, body), done, context);
    }

    private async Task<IResult> ShowGroupAsync(Guid id, HttpContext context) =>
        await reader.FindGroupAsync(id, context.RequestAborted) is { } page
            ? new PageResult("~/DirectoryPage/Group.cshtml", page with { Notice = Notice(context) })
            : Results.NotFound();

    private async Task<IResult> ChangeGroupAsync(Guid id, HttpContext context)
    {
        if (await reader.FindGroupAsync(id, context.RequestAborted) is not { Group: var group })
        {
            return Results.NotFound();
        }

        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var value = form["value"] ?? "";
        var notice = form["action"] switch
        {
            "remove-member" => await SendAsync(
                new PageRequest(group.TenantId, HttpMethods.Delete, $"/groups/{id}/members/{value}/$ref"),
                "The user is no longer in the group.", context),
            "add-member" => await AddMemberAsync(group, value, context),
            _ => Unknown(),
        };
        return Back(context, $"{Path}/groups/{id}", notice);
    }

    private async Task<DirectoryNotice> AddMemberAsync(Group group, string name, HttpContext context)
    {
        await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
        var user = await db.Set<User>().AsNoTracking()
            .FirstOrDefaultAsync(
                each => each.TenantId == group.TenantId && each.UserPrincipalName == name, context.RequestAborted);
        return user is null
            ? new DirectoryNotice(
                $"This tenant has no user with the name “{name}”. "
                    + "Enter a user principal name, such as alice@contoso.example.",
                "",
                IsProblem: true)
            : await SendAsync(
                new PageRequest(
                    group.TenantId, HttpMethods.Post, $"/groups/{group.Id}/members/$ref", Reference(user.Id, context)),
                $"{user.DisplayName} is in the group. New tokens contain the group.", context);
    }

    private async Task<IResult> ShowAppAsync(Guid id, HttpContext context) =>
        await reader.FindAppAsync(id, context.RequestAborted) is { } page
            ? new PageResult("~/DirectoryPage/App.cshtml", page with { Notice = Notice(context) })
            : Results.NotFound();

    private async Task<IResult> ChangeAppAsync(Guid id, HttpContext context)
    {
        if (directory.Current.FindApplication(id) is not { } app)
        {
            return Results.NotFound();
        }

        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var notice = form["action"] switch
        {
            "take-back" => await SendAsync(
                new PageRequest(app.TenantId, HttpMethods.Delete, $"/oauth2PermissionGrants/{form["value"]}"),
                "The consent was taken back. The app has to ask again.", context),
            "enable" => await SendAsync(Enable(true), "The app is enabled.", context),
            "disable" => await SendAsync(
                Enable(false), "The app is disabled. It gets no tokens (AADSTS7000112).", context),
            _ => Unknown(),
        };
        return Back(context, $"{Path}/apps/{id}", notice);

        PageRequest Enable(bool isEnabled) =>
            new(app.TenantId, HttpMethods.Patch, $"/servicePrincipals/{id}", new { accountEnabled = isEnabled });
    }

    private async Task<DirectoryNotice> EndSessionAsync(User user, string id)
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (!Guid.TryParse(id, out var sessionId)
            || await db.Set<SignInSession>().AsNoTracking()
                .FirstOrDefaultAsync(each => each.Id == sessionId && each.UserId == user.Id) is not { } session)
        {
            return new DirectoryNotice("The session had already ended.", "", IsProblem: true);
        }

        await sessions.EndAsync([session]);
        var issued = await db.Set<Grant>()
            .Where(grant => grant.SessionId == sessionId && grant.RevokedAt == null)
            .Select(grant => grant.Id)
            .ToListAsync();
        foreach (var grant in issued)
        {
            await grants.RevokeAsync(grant);
        }

        return new DirectoryNotice(
            "The session was ended. The tokens that apps got in this session were revoked.", "", IsProblem: false);
    }

    private async Task<DirectoryNotice> UnlockAsync(User user)
    {
        await lockOut.ClearAsync(user.TenantId, LockOut.AccountOf(user));
        return new DirectoryNotice(
            "The account is unlocked, and its failed sign-ins are deleted.", "", IsProblem: false);
    }

    private async Task<DirectoryNotice> SendAsync(PageRequest request, string done, HttpContext context)
    {
        var answer = await graph.SendAsync(request, context);
        return new DirectoryNotice(answer.Problem ?? done, request.Text, answer.Problem is not null);
    }

    private static Dictionary<string, string> Reference(Guid id, HttpContext context) => new()
    {
        ["@odata.id"] = $"{context.Request.Scheme}://{context.Request.Host}/v1.0/directoryObjects/{id}",
    };

    private static DirectoryNotice Unknown() => new("The page has no such button.", "", IsProblem: true);

    private DirectoryListPage ReadPlace(HttpContext context)
    {
        var query = context.Request.Query;
        var tenants = directory.Current.Tenants;
        var search = query["q"].ToString().Trim();
        return new DirectoryListPage
        {
            Tenants = tenants,
            Tenant = FindTenant(query["tenant"].ToString()) ?? tenants[0],
            Part = Enum.TryParse<DirectoryPart>(query["show"], ignoreCase: true, out var part) && Enum.IsDefined(part)
                ? part
                : DirectoryPart.Users,
            Search = search.Length > LongestSearch ? search[..LongestSearch] : search,
            Skip = int.TryParse(query["skip"], NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
                ? skip
                : 0,
            Notice = Notice(context),
        };
    }

    private Tenant? FindTenant(string name) =>
        Guid.TryParse(name, out var id) ? directory.Current.FindTenant(id) : directory.Current.FindTenant(name);

    private static PageResult View(DirectoryListPage page, int status = StatusCodes.Status200OK) =>
        new("~/DirectoryPage/List.cshtml", page) { Status = status };

    private DirectoryNotice? Notice(HttpContext context) => DirectoryNotice.Take(notices.GetTempData(context));

    private SeeOther Back(HttpContext context, string address, DirectoryNotice notice)
    {
        notice.Keep(notices.GetTempData(context));
        return new SeeOther(address);
    }
}

/// <summary>The pages of the directory, <c>/sandbox/directory</c>.</summary>
public static class DirectoryPageSetup
{
    /// <summary>Registers the services of the pages.</summary>
    public static IServiceCollection AddDirectoryPages(this IServiceCollection services)
    {
        services.AddSingleton<DirectoryReader>();
        services.AddSingleton<DirectoryPageEndpoints>();
        return services;
    }

    /// <summary>Maps the pages. Their forms are accepted from the pages themselves only.</summary>
    public static void MapDirectoryPages(this IEndpointRouteBuilder endpoints) =>
        DirectoryPageEndpoints.Map(
            endpoints.MapGroup("").AddEndpointFilter<PageFilter>().AddEndpointFilter<OwnFormFilter>());
}
