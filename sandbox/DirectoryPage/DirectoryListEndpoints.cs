using System.Globalization;
using Sandbox.Applications;
using Sandbox.Graph;
using Sandbox.Protocol;
using Sandbox.Tenants;

namespace Sandbox.DirectoryPage;

/// <summary>The list of users, groups, apps and sessions of a tenant, and the form that adds a user.</summary>
internal sealed class DirectoryListEndpoints(
    DirectoryListReader reader, LiveDirectory directory, DirectoryActions actions)
{
    private const int LongestSearch = 100;

    // More rows than any directory has, and little enough to count on from there.
    private const int MostSkipped = 1_000_000_000;

    /// <summary>Maps the page and its form.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("", (HttpContext context, DirectoryListEndpoints page) => page.ListAsync(context));
        pages.MapPost("", (HttpContext context, DirectoryListEndpoints page) => page.AddUserAsync(context));
    }

    private async Task<IResult> ListAsync(HttpContext context) => ReadPlace(context) is { } place
        ? View(await reader.ReadAsync(
            place with { Notice = actions.TakeNotice(context) }, context.RequestAborted))
        : Results.NotFound();

    private async Task<IResult> AddUserAsync(HttpContext context)
    {
        // The page of a tenant of customers has no form: customers sign up themselves.
        if (ReadPlace(context) is not { Tenant.Kind: TenantKind.Workforce } place)
        {
            return Results.NotFound();
        }

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
        var notice = await actions.SendAsync(request, $"{entered.Name} was added, and signs in as {name}.", context);
        place = place with { Part = DirectoryPart.Users };
        if (!notice.IsProblem)
        {
            return actions.Back(context, place.Address(), notice);
        }

        // What was entered stays in the form.
        var page = await reader.ReadAsync(place, context.RequestAborted);
        return View(page with { Form = entered, Notice = notice }, StatusCodes.Status400BadRequest);
    }

    /// <summary>What the query asks for; <see langword="null"/> when it names a tenant that does not exist.</summary>
    private DirectoryListPage? ReadPlace(HttpContext context)
    {
        var query = context.Request.Query;
        var search = query["q"].ToString().Trim();
        return FindTenant(query["tenant"].ToString()) is not { } tenant ? null : new DirectoryListPage
        {
            Tenants = directory.Current.Tenants,
            Tenant = tenant,
            Part = Enum.TryParse<DirectoryPart>(query["show"], ignoreCase: true, out var part) && Enum.IsDefined(part)
                ? part
                : DirectoryPart.Users,
            Search = search.Length > LongestSearch ? search[..LongestSearch] : search,
            Skip = int.TryParse(query["skip"], NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
                ? Math.Min(skip, MostSkipped)
                : 0,
        };
    }

    private Tenant? FindTenant(string name)
    {
        var current = directory.Current;
        return name.Length == 0 ? current.Tenants[0]
            : Guid.TryParse(name, out var id) ? current.FindTenant(id)
            : current.FindTenant(name);
    }

    private static PageResult View(DirectoryListPage page, int status = StatusCodes.Status200OK) =>
        new("~/DirectoryPage/List.cshtml", page) { Status = status };
}
