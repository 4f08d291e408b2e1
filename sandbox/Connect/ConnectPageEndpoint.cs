using Microsoft.AspNetCore.WebUtilities;
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

    /// <summary>The path of the page of an app, or of one of its forms.</summary>
    /// <param name="clientId">The app.</param>
    /// <param name="userFlow">
    /// The name of the user flow that the page shows; <see langword="null"/> for the first one, and outside of B2C.
    /// </param>
    /// <param name="form">The form, with a slash before it; empty for the page.</param>
    public static string AddressOf(Guid clientId, string? userFlow = null, string form = "") =>
        $"{Address}/{clientId}{form}"
            + (userFlow is null ? "" : $"?{RegistrationForm.UserFlowField}={Uri.EscapeDataString(userFlow)}");

    /// <summary>The authority of an app, with the user flow that the address of a page or a form names.</summary>
    /// <returns><see langword="null"/> when the app's tenant is of B2C and has no user flow for sign-ins.</returns>
    public static AppAuthority? FindAuthority(
        DirectorySnapshot directory, RegisteredApplication registration, HttpContext context) =>
        AppAuthority.Find(
            directory,
            directory.FindTenant(registration.Application.TenantId)!,
            context.Request.Query[RegistrationForm.UserFlowField].ToString());

    /// <summary>
    /// An app that can be connected. Microsoft Graph is an API of the platform, and no app of a developer.
    /// </summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    public static RegisteredApplication? Find(DirectorySnapshot directory, Guid clientId) =>
        clientId == WellKnown.Graph ? null : directory.FindRegistration(clientId);

    /// <summary>The page that says that no app has a client ID.</summary>
    public IResult ShowUnknown(string clientId) => ShowChoice(clientId);

    private PageResult ShowChoice(string? unknownClientId = null, NewAppChoice? refused = null)
    {
        var current = directory.Current;
        var page = new ConnectPage
        {
            Tenants = current.Tenants,
            Refused = refused,
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
            Status = unknownClientId is not null ? StatusCodes.Status404NotFound
                : refused is not null ? StatusCodes.Status400BadRequest
                : StatusCodes.Status200OK,
        };
    }

    private IResult ShowForm(HttpContext context)
    {
        var query = context.Request.Query;
        return FindChoice(query["tenant"].ToString(), query["kind"].ToString()) switch
        {
            null => new SeeOther(Address),
            { IsPossible: false } choice => ShowChoice(refused: choice),
            var (tenant, kind) => ShowForm(RegistrationForm.New(tenant, kind)),
        };
    }

    private PageResult ShowForm(RegistrationForm form)
    {
        var current = directory.Current;
        var apis = ApiPermissions.OfferedTo(current, form.Tenant, form.Kind);
        var userFlows = UserFlows.Of(current, form.Tenant);
        return new PageResult("~/Connect/NewAppPage.cshtml", new NewAppPage(form, apis, userFlows))
        {
            Status = form.Problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    private async Task<IResult> RegisterAsync(HttpContext context)
    {
        var typed = await context.Request.ReadFormAsync(context.RequestAborted);
        if (FindChoice(typed["tenant"].ToString(), typed["kind"].ToString()) is not { IsPossible: true } choice)
        {
            return new SeeOther(Address);
        }

        var form = RegistrationForm.Read(choice.Tenant, choice.Kind, typed);
        var registered = await registrar.RegisterAsync(form);
        return registered.Refused is { } refused
            ? ShowForm(refused)
            : ShowNew(registered.ClientId, form.IsB2C ? form.UserFlow : null, registered.Secret, context);
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
        var tenant = current.FindTenant(registration.Application.TenantId)!;
        var authority = FindAuthority(current, registration, context);
        var page = with(new ConnectedAppPage
        {
            App = registration.Application,
            Tenant = tenant,
            Authority = authority,
            UserFlows = UserFlows.Of(current, tenant),
            Address = Authority.Of(context.Request).Base,
            RedirectUri = context.Request.Query["redirectUri"].ToString(),
            RedirectUriKind = kinds.FirstOrDefault(kind => kind.SignsIn()),
            HasChanged = context.Request.Query["changed"] == "yes",
            Kinds = kinds,
            Snippets = authority is null ? [] :
            [
                .. kinds.SelectMany(kind => Snippet.All.Where(snippet => snippet.Kind == kind))
                    .Where(snippet => snippet.IsForB2C == (tenant.Kind == TenantKind.B2C))
                    .Select(snippet => snippet.With(
                        SnippetValues.Of(snippet, address, current, registration, authority, secret))),
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
        if (Find(directory.Current, id) is not { } registration)
        {
            return ShowUnknown(id.ToString());
        }

        var kind = AppKinds.ChooseOfRedirectUri(AppKinds.Of(directory.Current, registration), form["kind"]);
        var problem = redirectUri.Length == 0
            ? "Enter a redirect URI."
            : await changes.AddRedirectUriAsync(id, kind, redirectUri);
        return problem is not null
            ? ShowApp(id, context, page => page.WithProblem(redirectUri, kind, problem))
            : ShowChanged(id, context);
    }

    private async Task<IResult> RemoveRedirectUriAsync(Guid id, HttpContext context)
    {
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (Find(directory.Current, id) is null)
        {
            return ShowUnknown(id.ToString());
        }

        await changes.RemoveRedirectUriAsync(id, form["redirectUri"] ?? "");
        return ShowChanged(id, context);
    }

    private async Task<IResult> AddSecretAsync(Guid id, HttpContext context)
    {
        var current = directory.Current;
        if (Find(current, id) is not { } registration || !AppKinds.TakesSecret(current, registration))
        {
            return ShowUnknown(id.ToString());
        }

        var (_, secret) = await changes.AddSecretAsync(id, "Created on the page Connect an app");
        return ShowNew(id, UserFlowIn(context), secret, context);
    }

    /// <summary>The user flow that the address of a form names, for the page after it.</summary>
    private static string? UserFlowIn(HttpContext context) =>
        context.Request.Query[RegistrationForm.UserFlowField].ToString() is { Length: > 0 } name ? name : null;

    private static SeeOther ShowChanged(Guid clientId, HttpContext context) =>
        new(QueryHelpers.AddQueryString(AddressOf(clientId, UserFlowIn(context)), "changed", "yes"));

    private SeeOther ShowNew(Guid clientId, string? userFlow, string? secret, HttpContext context)
    {
        var page = AddressOf(clientId, userFlow);
        return new(secret is null
            ? page
            : QueryHelpers.AddQueryString(page, "new", secrets.Keep(clientId, secret, context)));
    }

    private NewAppChoice? FindChoice(string tenant, string kind) =>
        Guid.TryParse(tenant, out var id)
        && directory.Current.FindTenant(id) is { } found
        && AppKinds.Find(kind) is { } foundKind
            ? new NewAppChoice(found, foundKind)
            : null;
}
