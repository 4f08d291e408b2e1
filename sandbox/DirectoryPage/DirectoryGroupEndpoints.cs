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
    IDbContextFactory<SandboxDbContext> contexts,
    LiveDirectory directory,
    DirectoryNames names,
    DirectoryActions actions)
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
        if (await FindAsync(id, context.RequestAborted) is not { } page)
        {
            return Results.NotFound();
        }

        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var value = form["value"] ?? "";
        var notice = form["action"] switch
        {
            "remove-member" when Guid.TryParse(value, out var member) => await actions.SendAsync(
                new PageRequest(page.Tenant.Id, HttpMethods.Delete, $"/groups/{id}/members/{member}/$ref"),
                "The user is no longer in the group.", context),
            "add-member" => await AddMemberAsync(page, value.Trim(), context),
            _ => DirectoryActions.Unknown,
        };
        return actions.Back(context, $"{DirectoryPageSetup.Path}/groups/{id}", notice);
    }

    private async Task<DirectoryNotice> AddMemberAsync(DirectoryGroupPage page, string name, HttpContext context)
    {
        var found = await names.FindUsersAsync(page.Tenant, name, context.RequestAborted);
        return found switch
        {
            [var user] => await actions.SendAsync(
                new PageRequest(
                    page.Tenant.Id, HttpMethods.Post, $"/groups/{page.Group.Id}/members/$ref",
                    DirectoryActions.Reference(user.Id, context)),
                $"{user.Name} is in the group. New tokens contain the group.", context),
            [] => DirectoryNotice.Refusal(
                $"This tenant has no user with the name “{name}”. "
                    + "Enter the name with which the user signs in, such as alice@contoso.example."),
            _ => DirectoryNotice.Refusal($"Several users sign in with the name “{name}”. Enter the object ID of the user."),
        };
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
