using Sandbox.Applications;
using Sandbox.Tenants;

namespace Sandbox.Connect;

/// <summary>A kind of app that a developer connects. One registration can be of several kinds.</summary>
internal enum AppKind
{
    /// <summary>A web app, whose server redeems the code and keeps a secret.</summary>
    Web,

    /// <summary>A single-page app, which redeems the code in the browser.</summary>
    Spa,

    /// <summary>An API, which accepts tokens.</summary>
    Api,

    /// <summary>An app that gets tokens for itself, without a user.</summary>
    Daemon,

    /// <summary>A mobile, desktop or command-line app, which can keep no secret.</summary>
    Native,
}

/// <summary>Names the kinds of apps, and tells the kinds of a registration.</summary>
internal static class AppKinds
{
    /// <summary>The kinds in the order in which pages list them.</summary>
    public static IReadOnlyList<AppKind> All { get; } =
        [AppKind.Web, AppKind.Spa, AppKind.Api, AppKind.Daemon, AppKind.Native];

    /// <summary>
    /// Whether a tenant can have apps of a kind. At B2C, the sandbox issues tokens to users only, so it has no daemons.
    /// </summary>
    public static bool IsFor(this AppKind kind, TenantKind tenant) =>
        kind != AppKind.Daemon || tenant != TenantKind.B2C;

    /// <summary>The kind with a name, in any case.</summary>
    /// <returns><see langword="null"/> when no kind has the name.</returns>
    public static AppKind? Find(string? name)
    {
        foreach (var kind in All)
        {
            if (kind.Name().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>The kind that a form names, where the app is of this kind; its first one otherwise.</summary>
    /// <param name="kinds">The kinds of the app, at least one.</param>
    /// <param name="name">The name in the form.</param>
    public static AppKind Choose(IReadOnlyList<AppKind> kinds, string? name) =>
        Find(name) is { } asked && kinds.Contains(asked) ? asked : kinds[0];

    /// <summary>
    /// The kind that a form names for a redirect URI. An app can have redirect URIs of each type, whatever it was
    /// before.
    /// </summary>
    /// <inheritdoc cref="Choose"/>
    public static AppKind ChooseOfRedirectUri(IReadOnlyList<AppKind> kinds, string? name) =>
        Find(name) is { } asked && asked.SignsIn() ? asked : kinds[0];

    /// <summary>The name of a kind in forms, addresses and snippets.</summary>
    public static string Name(this AppKind kind) => kind switch
    {
        AppKind.Web => "web",
        AppKind.Spa => "spa",
        AppKind.Api => "api",
        AppKind.Daemon => "daemon",
        _ => "native",
    };

    /// <summary>The name of a kind for readers.</summary>
    public static string Title(this AppKind kind) => kind switch
    {
        AppKind.Web => "Web app",
        AppKind.Spa => "Single-page app",
        AppKind.Api => "API",
        AppKind.Daemon => "Daemon",
        _ => "Mobile or desktop app",
    };

    /// <summary>What an app of a kind does.</summary>
    public static string Purpose(this AppKind kind) => kind switch
    {
        AppKind.Web => "Its server signs users in and keeps a client secret.",
        AppKind.Spa => "It runs in the browser and signs users in there, without a secret.",
        AppKind.Api => "It accepts access tokens of other apps.",
        AppKind.Daemon => "It calls APIs as itself, without a user.",
        _ => "It runs on the user's device or in a terminal, without a secret.",
    };

    /// <summary>Where the name of an app of a kind is shown.</summary>
    public static string UseOfName(this AppKind kind) => kind.SignsIn()
        ? "Users see the name when they sign in and consent."
        : "The pages of the sandbox list the app under this name.";

    /// <summary>Whether users sign in to an app of this kind.</summary>
    public static bool SignsIn(this AppKind kind) => kind is AppKind.Web or AppKind.Spa or AppKind.Native;

    /// <summary>The redirect URI that the form suggests; empty for kinds that have none.</summary>
    public static string SuggestedRedirectUri(this AppKind kind) => kind switch
    {
        AppKind.Web => "https://localhost:5001/signin-oidc",
        AppKind.Spa => "http://localhost:5173/",
        AppKind.Native => "http://localhost",
        _ => "",
    };

    /// <summary>The developer's redirect URIs of an app for a kind, which each have a type of their own.</summary>
    public static IReadOnlyList<string> RedirectUrisOf(this AppKind kind, Application app) =>
        TryAddress.Others(kind switch
        {
            AppKind.Web => app.RedirectUris,
            AppKind.Spa => app.SpaRedirectUris,
            AppKind.Native => app.PublicClientRedirectUris,
            _ => [],
        });

    /// <summary>
    /// Whether apps of a kind can need a client secret. An API needs one to call other APIs on behalf of its callers,
    /// which B2C does not have.
    /// </summary>
    public static bool CanNeedSecret(this AppKind kind, TenantKind tenant) =>
        kind is AppKind.Web or AppKind.Daemon || (kind == AppKind.Api && tenant != TenantKind.B2C);

    /// <summary>Whether an app can need a client secret.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="registration">The registration.</param>
    public static bool TakesSecret(DirectorySnapshot directory, RegisteredApplication registration)
    {
        var tenant = directory.FindTenant(registration.Application.TenantId)!;
        return Of(directory, registration).Any(kind => kind.CanNeedSecret(tenant.Kind));
    }

    /// <summary>The kinds of a registration. Each registration has at least one.</summary>
    /// <param name="directory">The directory, which knows the application permissions of the app.</param>
    /// <param name="registration">The registration.</param>
    public static IReadOnlyList<AppKind> Of(DirectorySnapshot directory, RegisteredApplication registration)
    {
        var app = registration.Application;
        var kinds = new List<AppKind>();
        kinds.AddRange(All.Where(kind => kind.RedirectUrisOf(app).Count > 0));
        if (app.IsFallbackPublicClient && !kinds.Contains(AppKind.Native))
        {
            kinds.Add(AppKind.Native);
        }

        if (app.IdentifierUris.Count > 0 || registration.AllScopes.Count > 0)
        {
            kinds.Add(AppKind.Api);
        }

        if (!AppKind.Daemon.IsFor(directory.FindTenant(app.TenantId)!.Kind))
        {
            return kinds.Count > 0 ? kinds : [AppKind.Web];
        }

        // What is nothing else can still get tokens for itself, as each app with a credential can.
        if (kinds.Count == 0 || ApiPermissions.GrantedRoles(directory, app.ClientId).Any())
        {
            kinds.Add(AppKind.Daemon);
        }

        return kinds;
    }
}
