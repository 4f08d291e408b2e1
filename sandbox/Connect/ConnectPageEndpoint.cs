using Sandbox.Applications;
using Sandbox.Hosting;
using Sandbox.Protocol;
using Sandbox.Tenants;

namespace Sandbox.Connect;

/// <summary>
/// The pages on which a developer registers or selects an app, and gets its configuration. The forms work without
/// JavaScript, and only pages of the sandbox can send them.
/// </summary>
internal sealed class ConnectPageEndpoint(
    LiveDirectory directory, AppRegistrar registrar, AppChanges changes, NewSecrets secrets)
{
    /// <summary>The path of the first page.</summary>
    public const string Address = "/sandbox/connect";

    /// <summary>The path of the registration form.</summary>
    public const string NewAddress = Address + "/new";

    private const string AppAddress = Address + "/{id:guid}";

    /// <summary>Maps the pages and their forms.</summary>
    /// <param name="forms">A group that accepts forms from the sandbox's own pages only.</param>
    public static void Map(IEndpointRouteBuilder forms)
    {
        forms.MapGet(Address, (ConnectPageEndpoint page) => page.ShowChoice());
        forms.MapGet(NewAddress, (HttpContext context, ConnectPageEndpoint page) => page.ShowForm(context));
        forms.MapPost(NewAddress, (HttpContext context, ConnectPageEndpoint page) => page.RegisterAsync(context));
        forms.MapGet(
            AppAddress, (Guid id, HttpContext context, ConnectPageEndpoint page) => page.ShowApp(id, context));
        forms.MapPost(
            AppAddress + "/redirect-uri",
            (Guid id, HttpContext context, ConnectPageEndpoint page) => page.AddRedirectUriAsync(id, context));
        forms.MapPost(
            AppAddress + "/remove-redirect-uri",
            (Guid id, HttpContext context, ConnectPageEndpoint page) => page.RemoveRedirectUriAsync(id, context));
        forms.MapPost(
            AppAddress + "/secret",
            (Guid id, HttpContext context, ConnectPageEndpoint page) => page.AddSecretAsync(id, context));
    }

    /// <summary>The path of the page of an app.</summary>
    public static string AddressOf(Guid clientId) => $"{Address}/{clientId}";

    /// <summary>
    /// An app that can be connected. Microsoft Graph is an API of the platform, and no app of a developer.
    /// </summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    public static RegisteredApplication? Find(DirectorySnapshot directory, Guid clientId) =>
        clientId == WellKnown.Graph ? null : directory.FindRegistration(clientId);

    /// <summary>The page that says that no app has a client ID.</summary>
    public IResult ShowUnknown(string clientId) => ShowChoice(clientId);

    private PageResult ShowChoice(string? unknownClientId = null)
    {
        var current = directory.Current;
        var page = new ConnectPage
        {
            Tenants = [.. current.Tenants.Where(tenant => tenant.Kind != TenantKind.B2C)],
            Apps =
            [
                .. current.Applications
                    .Where(app => app.ClientId != WellKnown.Graph)
                    .Select(app => (App: app, Tenant: current.FindTenant(app.TenantId)!.Name))
                    .OrderBy(entry => entry.Tenant, StringComparer.Ordinal)
                    .ThenBy(entry => entry.App.DisplayName, StringComparer.Ordinal),
            ],
            UnknownClientId = unknownClientId,
        };
        return new PageResult("~/Connect/ConnectPage.cshtml", page)
        {
            Status = unknownClientId is null ? StatusCodes.Status200OK : StatusCodes.Status404NotFound,
        };
    }

    private IResult ShowForm(HttpContext context)
    {
        var query = context.Request.Query;
        return FindTarget(query["tenant"].ToString(), query["kind"].ToString()) is var (tenant, kind)
            ? ShowForm(RegistrationForm.New(tenant, kind))
            : new SeeOther(Address);
    }

    private PageResult ShowForm(RegistrationForm form)
    {
        var apis = ApiPermissions.OfferedTo(directory.Current, form.Tenant.Id, form.Kind);
        return new PageResult("~/Connect/NewAppPage.cshtml", new NewAppPage(form, apis))
        {
            Status = form.Problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    private async Task<IResult> RegisterAsync(HttpContext context)
    {
        var typed = await context.Request.ReadFormAsync(context.RequestAborted);
        if (FindTarget(typed["tenant"].ToString(), typed["kind"].ToString()) is not var (tenant, kind))
        {
            return new SeeOther(Address);
        }

        var registered = await registrar.RegisterAsync(RegistrationForm.Read(tenant, kind, typed));
        return registered.Refused is { } refused
            ? ShowForm(refused)
            : ShowNew(registered.ClientId, registered.Secret, context);
    }

    private IResult ShowApp(Guid id, HttpContext context)
    {
        var secret = context.Request.Query["new"].ToString() is { Length: > 0 } key
            ? secrets.Take(key, id, context)
            : null;
        return ShowApp(id, context, page => page with { NewSecret = secret }, secret);
    }

    private IResult ShowApp(
        Guid id, HttpContext context, Func<ConnectedAppPage, ConnectedAppPage> with, string? secret = null)
    {
        var current = directory.Current;
        if (Find(current, id) is not { } registration)
        {
            return ShowUnknown(id.ToString());
        }

        var address = new Uri(Authority.Of(context.Request).Base);
        var kinds = AppKinds.Of(current, registration);
        var page = with(new ConnectedAppPage
        {
            App = registration.Application,
            Tenant = current.FindTenant(registration.Application.TenantId)!,
            Address = Authority.Of(context.Request).Base,
            RedirectUri = context.Request.Query["redirectUri"].ToString(),
            HasChanged = context.Request.Query["changed"] == "yes",
            Kinds = kinds,
            Snippets =
            [
                .. kinds.SelectMany(kind => Snippet.All.Where(snippet => snippet.Kind == kind))
                    .Select(snippet =>
                        snippet.With(SnippetValues.Of(snippet, address, current, registration, secret))),
            ],
        });
        return new PageResult("~/Connect/ConnectedAppPage.cshtml", page)
        {
            Status = page.RedirectUriProblem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    private async Task<IResult> AddRedirectUriAsync(Guid id, HttpContext context)
    {
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var redirectUri = form["redirectUri"]?.Trim() ?? "";
        if (FindForChange(id) is not { } registration)
        {
            return ShowUnknown(id.ToString());
        }

        var kind = AppKinds.Choose(AppKinds.Of(directory.Current, registration), form["kind"]);
        var problem = redirectUri.Length == 0
            ? "Enter a redirect URI."
            : await changes.AddRedirectUriAsync(id, kind, redirectUri);
        return problem is not null
            ? ShowApp(id, context, page => page with { RedirectUri = redirectUri, RedirectUriProblem = problem })
            : new SeeOther($"{AddressOf(id)}?changed=yes");
    }

    private async Task<IResult> RemoveRedirectUriAsync(Guid id, HttpContext context)
    {
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (FindForChange(id) is null)
        {
            return ShowUnknown(id.ToString());
        }

        await changes.RemoveRedirectUriAsync(id, form["redirectUri"] ?? "");
        return new SeeOther($"{AddressOf(id)}?changed=yes");
    }

    private async Task<IResult> AddSecretAsync(Guid id, HttpContext context)
    {
        if (FindForChange(id) is not { Application.IsPublicClient: false })
        {
            return ShowUnknown(id.ToString());
        }

        var (_, secret) = await changes.AddSecretAsync(id, "Created on the page Connect an app");
        return ShowNew(id, secret, context);
    }

    /// <summary>
    /// An app that the pages may change. The pages do not support policies, so they do not change apps of B2C.
    /// </summary>
    private RegisteredApplication? FindForChange(Guid id)
    {
        var current = directory.Current;
        return Find(current, id) is { } found
            && current.FindTenant(found.Application.TenantId) is { Kind: not TenantKind.B2C }
            ? found
            : null;
    }

    private SeeOther ShowNew(Guid clientId, string? secret, HttpContext context) => new(secret is null
        ? AddressOf(clientId)
        : $"{AddressOf(clientId)}?new={secrets.Keep(clientId, secret, context)}");

    private (Tenant Tenant, AppKind Kind)? FindTarget(string tenant, string kind) =>
        Guid.TryParse(tenant, out var id)
        && directory.Current.FindTenant(id) is { Kind: not TenantKind.B2C } found
        && AppKinds.Find(kind) is { } foundKind
            ? (found, foundKind)
            : null;
}
