using Sandbox.Applications;
using Sandbox.B2C.Policies;
using Sandbox.Tenants;

namespace Sandbox.Connect;

/// <summary>What the first page shows: the choice between a new app and a registered one.</summary>
internal sealed record ConnectPage
{
    /// <summary>The tenants in which the page registers apps.</summary>
    public required IReadOnlyList<Tenant> Tenants { get; init; }

    /// <summary>The registered apps with the names of their tenants.</summary>
    public required IReadOnlyList<(Application App, string Tenant)> Apps { get; init; }

    /// <summary>The choice for which there is no form; <see langword="null"/> when none was made.</summary>
    public NewAppChoice? Refused { get; init; }

    /// <summary>The client ID that no app has; <see langword="null"/> when none was asked for.</summary>
    public string? UnknownClientId { get; init; }
}

/// <summary>The choice of a developer who registers an app.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Kind">The kind of app.</param>
internal sealed record NewAppChoice(Tenant Tenant, AppKind Kind)
{
    /// <summary>Whether the tenant can have apps of the kind.</summary>
    public bool IsPossible => Kind.IsFor(Tenant.Kind);
}

/// <summary>What the page with the registration form shows.</summary>
/// <param name="Form">The form with the entered values.</param>
/// <param name="Apis">The APIs whose permissions the form offers.</param>
/// <param name="UserFlows">The user flows of the tenant, which only B2C has.</param>
internal sealed record NewAppPage(
    RegistrationForm Form, IReadOnlyList<OfferedApi> Apis, IReadOnlyList<Policy> UserFlows)
{
    /// <summary>What is wrong with a field.</summary>
    public string? ProblemOf(string field) => Form.Problems.GetValueOrDefault(field);
}

/// <summary>What the page of one app shows.</summary>
internal sealed record ConnectedAppPage
{
    /// <summary>The app.</summary>
    public required Application App { get; init; }

    /// <summary>Its tenant.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>Where the app sends its users; <see langword="null"/> for a B2C tenant without a user flow.</summary>
    public required AppAuthority? Authority { get; init; }

    /// <summary>The user flows of the tenant, which only B2C has.</summary>
    public required IReadOnlyList<Policy> UserFlows { get; init; }

    /// <summary>Where the sandbox is, without a slash at the end.</summary>
    public required string Address { get; init; }

    /// <summary>What the app is.</summary>
    public required IReadOnlyList<AppKind> Kinds { get; init; }

    /// <summary>What to paste, with the values of the app.</summary>
    public required IReadOnlyList<Snippet> Snippets { get; init; }

    /// <summary>The secret that was just created. The page shows it this one time.</summary>
    public string? NewSecret { get; init; }

    /// <summary>Whether the redirect URIs were changed just now.</summary>
    public bool HasChanged { get; init; }

    /// <summary>The entered redirect URI that is not registered.</summary>
    public string RedirectUri { get; init; } = "";

    /// <summary>Why it is not registered.</summary>
    public string? RedirectUriProblem { get; init; }

    /// <summary>The kind of app that the entered redirect URI is for.</summary>
    public AppKind RedirectUriKind { get; init; }

    /// <summary>The redirect URIs of the app, each with the kind of app that its type is for.</summary>
    public IEnumerable<(string Uri, AppKind Kind)> RedirectUris =>
        AppKinds.All.SelectMany(kind => kind.RedirectUrisOf(App), (kind, uri) => (uri, kind));

    /// <summary>Whether the app can need a client secret.</summary>
    public bool TakesSecret => Kinds.Any(kind => kind.CanNeedSecret(Tenant.Kind));

    /// <summary>Whether the app is one of a B2C tenant.</summary>
    public bool IsB2C => Tenant.Kind == TenantKind.B2C;

    /// <summary>Whether a snippet has a place for the secret.</summary>
    public bool NamesSecret => Snippets.Any(snippet => snippet.Files.Any(
        file => file.Text.Contains(SnippetValues.UnknownSecret, StringComparison.Ordinal)));

    /// <summary>The address of a form of the page, or of the page itself. It keeps the user flow.</summary>
    /// <param name="form">The form, with a slash before it.</param>
    public string AddressOf(string form = "") =>
        ConnectPageEndpoint.AddressOf(App.ClientId, Authority?.UserFlow?.Name, form);

    /// <summary>The page with a redirect URI that was not registered.</summary>
    /// <param name="redirectUri">The entered redirect URI.</param>
    /// <param name="kind">The kind of app that was selected for it.</param>
    /// <param name="problem">Why it is not registered.</param>
    public ConnectedAppPage WithProblem(string redirectUri, AppKind kind, string problem) =>
        this with { RedirectUri = redirectUri, RedirectUriKind = kind, RedirectUriProblem = problem };

    /// <summary>Whether a snippet names a redirect URI that the app does not have with this type.</summary>
    public bool LacksRedirectUri(Snippet snippet) =>
        snippet.RedirectUri is { } needed && !snippet.Kind.RedirectUrisOf(App).Contains(needed, StringComparer.Ordinal);
}
