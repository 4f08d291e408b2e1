using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.DirectoryPage;

/// <summary>The page of one group: its members.</summary>
internal sealed class DirectoryGroupEndpoints(
    IDbContextFactory<SandboxDbContext> contexts, LiveDirectory directory, DirectoryActions actions)
{
    private const int MostShown = 200;

    /// <summary>Maps the page and its buttons.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        const string Route = "/groups/{id:guid}";
        pages.MapGet(Route, (Guid id, HttpContext context, DirectoryGroupEndpoints page) => page.ShowAsync(id, context));
        pages.MapPost(Route, (Guid id, HttpContext context, DirectoryGroupEndpoints page) => page.ChangeAsync(id, context));
    }

    private async Task<IResult> ShowAsync(Guid id, HttpContext context) =>
        await FindAsync(id, context.RequestAborted) is { } page
            ? new PageResult("~/DirectoryPage/Group.cshtml", page with { Notice = actions.TakeNotice(context) })
            : Results.NotFound();

    private async Task<IResult> ChangeAsync(Guid id, HttpContext context)
    {
        if (await FindAsync(id, context.RequestAborted) is not { Group: var group })
        {
            return Results.NotFound();
        }

        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var value = form["value"] ?? "";
        var notice = form["action"] switch
        {
            "remove-member" when Guid.TryParse(value, out var member) => await actions.SendAsync(
                new PageRequest(group.TenantId, HttpMethods.Delete, $"/groups/{id}/members/{member}/$ref"),
                "The user is no longer in the group.", context),
            "add-member" => await AddMemberAsync(group, value, context),
            _ => DirectoryActions.Unknown,
        };
        return actions.Back(context, $"{DirectoryPageSetup.Path}/groups/{id}", notice);
    }

    private async Task<DirectoryNotice> AddMemberAsync(Group group, string name, HttpContext context)
    {
        await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
        var user = await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(
            each => each.TenantId == group.TenantId && each.UserPrincipalName == name, context.RequestAborted);
        if (user is null)
        {
            return new DirectoryNotice(
                $"This tenant has no user with the name “{name}”. "
                    + "Enter a user principal name, such as alice@contoso.example.",
                "",
                IsProblem: true);
        }

        return await actions.SendAsync(
            new PageRequest(
                group.TenantId, HttpMethods.Post, $"/groups/{group.Id}/members/$ref",
                DirectoryActions.Reference(user.Id, context)),
            $"{user.DisplayName} is in the group. New tokens contain the group.", context);
    }

    private async Task<DirectoryGroupPage?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Group>().AsNoTracking()
            .FirstOrDefaultAsync(group => group.Id == id, cancellationToken) is not { } group)
        {
            return null;
        }

        var members = db.Set<User>().AsNoTracking()
            .Where(user => db.Set<GroupMember>().Any(member => member.GroupId == id && member.UserId == user.Id));
        return new DirectoryGroupPage
        {
            Group = group,
            Tenant = directory.Current.FindTenant(group.TenantId)!,
            Total = await members.CountAsync(cancellationToken),
            Members = await members.OrderBy(user => user.DisplayName).ThenBy(user => user.Id)
                .Take(MostShown)
                .ToListAsync(cancellationToken),
        };
    }
}

/// <summary>What the page of one group shows.</summary>
internal sealed record DirectoryGroupPage
{
    /// <summary>The group.</summary>
    public required Group Group { get; init; }

    /// <summary>The tenant of the group.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>The first members.</summary>
    public required IReadOnlyList<User> Members { get; init; }

    /// <summary>How many members there are.</summary>
    public required int Total { get; init; }

    /// <summary>What the last button did.</summary>
    public DirectoryNotice? Notice { get; init; }
}
