using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.EntraId;
using Sandbox.Persistence;
using Sandbox.Seed;
using Sandbox.Tenants;

namespace Sandbox.Registration;

/// <summary>
/// The registration page: it tells which addresses of an app are registered, and how to register another.
/// </summary>
public static class RegistrationEndpoint
{
    private const string Path = "/sandbox/registration";

    /// <summary>
    /// Maps <c>GET /sandbox/registration</c>. Its parameters are <c>client_id</c>, <c>redirect_uri</c>,
    /// <c>front_channel_logout_url</c> and <c>post_logout_redirect_uri</c>; whatever they contain is shown as text
    /// only.
    /// </summary>
    public static void MapRegistrationPage(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(Path, ShowAsync);

    /// <summary>The address of the page for one app and one of its addresses.</summary>
    /// <param name="clientId">The client ID of the app.</param>
    /// <param name="kind">The kind of <paramref name="address"/>.</param>
    /// <param name="address">The address to check.</param>
    internal static string AddressFor(Guid clientId, AddressKind kind, string address) =>
        Path + new QueryBuilder { { "client_id", clientId.ToString() }, { kind.Parameter, address } };

    private static async Task<IResult> ShowAsync(
        HttpContext context, IDbContextFactory<SandboxDbContext> contexts, SandboxStorage storage, SeedComparison seed)
    {
        var query = context.Request.Query;
        var clientId = query["client_id"].ToString();
        await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
        var app = await FindAsync(db, clientId, context.RequestAborted);
        var page = new RegistrationPage
        {
            ClientId = clientId,
            App = app,
            SeedFile = storage.SeedName,
            SeedDiffers = await seed.DiffersAsync(context.RequestAborted),
            Checks = app is null ? [] : Check(app.Registration, query),
            Apps = app is null ? await ListAsync(db, context.RequestAborted) : [],
        };
        return new PageResult("~/Registration/RegistrationPage.cshtml", page);
    }

    private static RegistrationCheck[] Check(Application app, IQueryCollection query) =>
    [
        RegistrationCheck.OfRedirectUris(app, AskedIn(query, AddressKind.RedirectUri)),
        RegistrationCheck.OfFrontChannelLogoutUrl(app, AskedIn(query, AddressKind.FrontChannelLogoutUrl)),
        RegistrationCheck.OfPostLogoutRedirectUris(app, AskedIn(query, AddressKind.PostLogoutRedirectUri)),
    ];

    private static IEnumerable<string> AskedIn(IQueryCollection query, AddressKind kind) =>
        query[kind.Parameter].OfType<string>().Where(address => address.Length > 0);

    private static async Task<RegistrationPage.RegisteredApp?> FindAsync(
        SandboxDbContext db, string clientId, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(clientId, out var id))
        {
            return null;
        }

        var named = db.Set<Application>().Where(app => app.ClientId == id);
        return await WithTenant(db, named).FirstOrDefaultAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<RegistrationPage.RegisteredApp>> ListAsync(
        SandboxDbContext db, CancellationToken cancellationToken)
    {
        var apps = await WithTenant(db, db.Set<Application>()).ToListAsync(cancellationToken);
        return
        [
            .. apps
                .OrderBy(app => app.Tenant, StringComparer.Ordinal)
                .ThenBy(app => app.Registration.DisplayName, StringComparer.Ordinal),
        ];
    }

    private static IQueryable<RegistrationPage.RegisteredApp> WithTenant(
        SandboxDbContext db, IQueryable<Application> applications) =>
        from application in applications.AsNoTracking()
        join tenant in db.Set<Tenant>() on application.TenantId equals tenant.Id
        select new RegistrationPage.RegisteredApp(application, tenant.Name);
}
