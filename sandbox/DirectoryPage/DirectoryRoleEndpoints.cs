using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph;
using Sandbox.Graph.Directory;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Tenants;

namespace Sandbox.DirectoryPage;

/// <summary>The page of one app role in a tenant: the users, groups and apps that have it.</summary>
internal sealed class DirectoryRoleEndpoints(
    IDbContextFactory<SandboxDbContext> contexts,
    LiveDirectory directory,
    DirectoryNames names,
    DirectoryActions actions)
{
    private const int MostShown = 200;

    /// <summary>Maps the page and its buttons.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        const string Route = "/roles/{id:guid}";
        pages.MapGet(Route, (Guid id, HttpContext context, DirectoryRoleEndpoints page) => page.ShowAsync(id, context));
        pages.MapPost(Route, (Guid id, HttpContext context, DirectoryRoleEndpoints page) => page.ChangeAsync(id, context));
    }

    /// <summary>The address of the page. Several tenants can assign the roles of one API.</summary>
    public static string Address(AppRole role, Tenant tenant) => QueryHelpers.AddQueryString(
        $"{DirectoryPageSetup.Path}/roles/{role.Id}", "tenant", tenant.Domain);

    private async Task<IResult> ShowAsync(Guid id, HttpContext context) =>
        await FindAsync(id, context) is { } page
            ? new PageResult("~/DirectoryPage/Role.cshtml", page with { Notice = actions.TakeNotice(context) })
            : Results.NotFound();

    private async Task<IResult> ChangeAsync(Guid id, HttpContext context)
    {
        if (await FindAsync(id, context) is not { } page)
        {
            return Results.NotFound();
        }

        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var value = form["value"] ?? "";
        var notice = form["action"] switch
        {
            "remove" when page.Assignments.FirstOrDefault(row => row.Id.ToString() == value) is { } row =>
                await actions.SendAsync(
                    new PageRequest(
                        page.Tenant.Id, HttpMethods.Delete,
                        $"/servicePrincipals/{row.ResourceId}/appRoleAssignedTo/{row.Id}"),
                    $"The role is no longer assigned to {row.PrincipalDisplayName}.", context),
            "assign" => await AssignAsync(page, value.Trim(), context),
            _ => DirectoryActions.Unknown,
        };
        return actions.Back(context, Address(page.Role, page.Tenant), notice);
    }

    private async Task<DirectoryNotice> AssignAsync(DirectoryRolePage page, string name, HttpContext context)
    {
        var found = await names.FindPrincipalsAsync(page.Tenant, name, context.RequestAborted);
        return found switch
        {
            [var only] => await actions.SendAsync(
                new PageRequest(
                    page.Tenant.Id, HttpMethods.Post, $"/servicePrincipals/{page.Role.ResourceId}/appRoleAssignedTo",
                    new { principalId = only.Id, resourceId = page.Role.ResourceId, appRoleId = page.Role.Id }),
                $"The role is assigned to {only.Name}. New tokens contain the role.", context),
            [] => DirectoryNotice.Refusal(
                $"This tenant has no user, group or app with the name “{name}”. Enter the name with which a user signs "
                    + "in, such as alice@contoso.example, the display name of a group or an app, or an ID."),
            _ => DirectoryNotice.Refusal(
                $"This tenant has several objects with the name “{name}”. Enter the object ID, or the client ID of an app."),
        };
    }

    private async Task<DirectoryRolePage?> FindAsync(Guid id, HttpContext context)
    {
        var current = directory.Current;
        if (current.FindTenant(context.Request.Query["tenant"].ToString()) is not { } tenant
            || current.RolesIn(tenant.Id).FirstOrDefault(each => each.Role.Id == id) is not ({ } app, { } role))
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
        var assignments = AppRoleAssignments.Of(db, tenant.Id).Where(row => row.AppRoleId == id);
        return new DirectoryRolePage
        {
            Role = role,
            App = app,
            Tenant = tenant,
            Total = await assignments.CountAsync(context.RequestAborted),
            Assignments = await assignments.OrderBy(row => row.PrincipalDisplayName).ThenBy(row => row.Id)
                .Take(MostShown)
                .ToListAsync(context.RequestAborted),
        };
    }
}

/// <summary>What the page of one app role shows.</summary>
internal sealed record DirectoryRolePage
{
    /// <summary>The role.</summary>
    public required AppRole Role { get; init; }

    /// <summary>The app that defines the role.</summary>
    public required Application App { get; init; }

    /// <summary>The tenant whose users, groups and apps are shown.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>The first assignments of the role.</summary>
    public required IReadOnlyList<AppRoleAssignmentRow> Assignments { get; init; }

    /// <summary>How many assignments there are.</summary>
    public required int Total { get; init; }

    /// <summary>What the last button did.</summary>
    public DirectoryNotice? Notice { get; init; }

    /// <summary>The kinds of objects to which a role can be assigned.</summary>
    public static string Holders(AppRole role) => role switch
    {
        { IsForUsers: true, ForApplications: true } => "Users, groups and apps",
        { ForApplications: true } => "Apps",
        _ => "Users and groups",
    };
}
