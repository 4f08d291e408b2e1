using System.Globalization;
using Sandbox.Applications;
using Sandbox.Graph;
using Sandbox.Protocol;
using Sandbox.Tenants;

namespace Sandbox.DirectoryPage;

/// <summary>The lists of a tenant, the form that adds a user, and the buttons that revoke a consent.</summary>
internal sealed class DirectoryListEndpoints(
    DirectoryListReader reader, LiveDirectory directory, DirectoryActions actions)
{
    private const int LongestSearch = 100;

    // More rows than any directory has, and little enough to count on from there.
    private const int MostSkipped = 1_000_000_000;

    /// <summary>Maps the page and its forms.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("", (HttpContext context, DirectoryListEndpoints page) => page.ListAsync(context));
        pages.MapPost("", (HttpContext context, DirectoryListEndpoints page) => page.ChangeAsync(context));
    }

    private async Task<IResult> ListAsync(HttpContext context) => ReadPlace(context) is { } place
        ? View(await reader.ReadAsync(
            place with { Notice = actions.TakeNotice(context) }, context.RequestAborted))
        : Results.NotFound();

    private async Task<IResult> ChangeAsync(HttpContext context)
    {
        if (ReadPlace(context) is not { } place)
        {
            return Results.NotFound();
        }

        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (form["action"] == "take-back")
        {
            var notice = await actions.RevokeConsentAsync(place.Tenant.Id, form["value"], context);
            return actions.Back(context, place.Address(skip: place.Skip), notice);
        }

        // The page of a tenant of customers has no form: customers sign up themselves.
        return place.Tenant.Kind == TenantKind.Workforce
            ? await AddUserAsync(place, form, context)
            : Results.NotFound();
    }

    private async Task<IResult> AddUserAsync(DirectoryListPage place, RequestParameters form, HttpContext context)
    {
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
        // SQLite ends a pattern at the first NUL, so the rest of the search would be lost.
        var search = new string([.. query["q"].ToString().Where(letter => !char.IsControl(letter))]).Trim();
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
