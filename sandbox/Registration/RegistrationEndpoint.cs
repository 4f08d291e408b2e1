using Microsoft.AspNetCore.Http.Extensions;
using Sandbox.Applications;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Seed;

namespace Sandbox.Registration;

/// <summary>
/// The registration page: it tells which addresses of an app are registered, and how to register another.
/// </summary>
public static class RegistrationEndpoint
{
    private const string Path = "/sandbox/registration";

    /// <summary>
    /// Maps <c>GET /sandbox/registration</c>. Its parameters are <c>client_id</c>, <c>redirect_uri</c>,
    /// <c>spa_redirect_uri</c>, <c>public_client_redirect_uri</c>, <c>front_channel_logout_url</c> and
    /// <c>post_logout_redirect_uri</c>. Whatever they contain is shown as text only.
    /// </summary>
    public static void MapRegistrationPage(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(Path, ShowAsync);

    /// <summary>The address of the page for one app and one of its addresses.</summary>
    /// <param name="clientId">The client ID of the app.</param>
    /// <param name="kind">The kind of <paramref name="address"/>.</param>
    /// <param name="address">The address to check.</param>
    internal static string AddressFor(Guid clientId, AddressKind kind, string address) =>
        Path + new QueryBuilder { { "client_id", clientId.ToString() }, { kind.Parameter, address } };

    private static async Task<IResult> ShowAsync(
        HttpContext context, LiveDirectory directory, SandboxStorage storage, SeedComparison seed)
    {
        var query = context.Request.Query;
        var clientId = query["client_id"].ToString();
        var app = Find(directory.Current, clientId);
        var page = new RegistrationPage
        {
            ClientId = clientId,
            App = app,
            SeedFile = storage.SeedName,
            SeedDiffers = await seed.DiffersAsync(context.RequestAborted),
            Checks = app is null ? [] : Check(app.Registration, query),
            Apps = app is null ? List(directory.Current) : [],
        };
        return new PageResult("~/Registration/RegistrationPage.cshtml", page);
    }

    private static RegistrationCheck[] Check(Application app, IQueryCollection query) =>
    [
        RegistrationCheck.OfRedirectUris(app, AskedIn(query, AddressKind.RedirectUri)),
        .. CheckSpa(app, [.. AskedIn(query, AddressKind.SpaRedirectUri)]),
        .. CheckPublicClient(app, [.. AskedIn(query, AddressKind.PublicClientRedirectUri)]),
        RegistrationCheck.OfFrontChannelLogoutUrl(app, AskedIn(query, AddressKind.FrontChannelLogoutUrl)),
        RegistrationCheck.OfPostLogoutRedirectUris(app, AskedIn(query, AddressKind.PostLogoutRedirectUri)),
    ];

    /// <summary>Most apps are no single-page apps, and their page says nothing about it.</summary>
    private static RegistrationCheck[] CheckSpa(Application app, IReadOnlyList<string> asked) =>
        asked.Count > 0 || app.SpaRedirectUris.Count > 0 ? [RegistrationCheck.OfSpaRedirectUris(app, asked)] : [];

    /// <summary>Most apps are no mobile or desktop apps either.</summary>
    private static RegistrationCheck[] CheckPublicClient(Application app, IReadOnlyList<string> asked) =>
        asked.Count > 0 || app.PublicClientRedirectUris.Count > 0
            ? [RegistrationCheck.OfPublicClientRedirectUris(app, asked)]
            : [];

    private static IEnumerable<string> AskedIn(IQueryCollection query, AddressKind kind) =>
        query[kind.Parameter].OfType<string>().Where(address => address.Length > 0);

    private static RegistrationPage.RegisteredApp? Find(DirectorySnapshot directory, string clientId) =>
        Guid.TryParse(clientId, out var id) && directory.FindApplication(id) is { } app ? WithTenant(directory, app) : null;

    private static IReadOnlyList<RegistrationPage.RegisteredApp> List(DirectorySnapshot directory) =>
    [
        .. directory.Applications.Select(app => WithTenant(directory, app))
            .OrderBy(app => app.Tenant, StringComparer.Ordinal)
            .ThenBy(app => app.Registration.DisplayName, StringComparer.Ordinal),
    ];

    private static RegistrationPage.RegisteredApp WithTenant(DirectorySnapshot directory, Application app) =>
        new(app, directory.FindTenant(app.TenantId)!.Name);
}
