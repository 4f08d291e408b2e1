using Sandbox.Tenants;

namespace Sandbox.Connect;

/// <summary>The form that registers an app, with the entered values.</summary>
internal sealed record RegistrationForm
{
    /// <summary>The fields, as they are named in the form and in <see cref="Problems"/>.</summary>
    public const string NameField = "name";

    /// <inheritdoc cref="NameField"/>
    public const string RedirectUrisField = "redirectUris";

    /// <inheritdoc cref="NameField"/>
    public const string LogoutUrlField = "logoutUrl";

    /// <inheritdoc cref="NameField"/>
    public const string ScopeField = "scope";

    /// <inheritdoc cref="NameField"/>
    public const string RoleField = "role";

    /// <inheritdoc cref="NameField"/>
    public const string PermissionField = "permission";

    /// <inheritdoc cref="NameField"/>
    public const string ConsentField = "consent";

    /// <inheritdoc cref="NameField"/>
    public const string UserFlowField = "userFlow";

    /// <summary>The tenant in which the app is registered.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>The kind of the app.</summary>
    public required AppKind Kind { get; init; }

    /// <summary>The display name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The redirect URIs, one in each line.</summary>
    public string RedirectUris { get; init; } = "";

    /// <summary>The front-channel logout URL; empty for none.</summary>
    public string LogoutUrl { get; init; } = "";

    /// <summary>The scope that an API offers.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The application permission that an API offers; empty for none.</summary>
    public string Role { get; init; } = "";

    /// <summary>The chosen permissions of APIs, by <see cref="OfferedPermission.Key"/>.</summary>
    public IReadOnlyCollection<string> Permissions { get; init; } = [];

    /// <summary>
    /// The name of the user flow that the page of the app shows first; empty outside of B2C. No registration has one,
    /// because an app of B2C can use every user flow of its tenant.
    /// </summary>
    public string UserFlow { get; init; } = "";

    /// <summary>Whether an administrator consents to the permissions for all users.</summary>
    public bool GrantsConsent { get; init; }

    /// <summary>What has to be corrected, by field.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    /// <summary>The redirect URIs, each once.</summary>
    public IReadOnlyList<string> RedirectUriLines =>
    [
        .. RedirectUris
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Whether the app is one of a B2C tenant.</summary>
    public bool IsB2C => Tenant.Kind == TenantKind.B2C;

    /// <summary>Where users or developers see the name of the app.</summary>
    public string UseOfName => !IsB2C ? Kind.UseOfName()
        : "The pages of the sandbox list the app under this name. Customers do not see it.";

    /// <summary>Whether apps of the kind need a client secret: an API does when it calls other APIs.</summary>
    public bool NeedsSecret =>
        Kind is AppKind.Web or AppKind.Daemon || (Kind == AppKind.Api && Permissions.Count > 0);

    /// <summary>The name of an API as the service suggests it: B2C with the domain of the tenant.</summary>
    /// <param name="clientId">The client ID of the API, or what stands for it in a text.</param>
    public string IdentifierUriOf(string clientId) =>
        IsB2C ? $"https://{Tenant.Domain}/{clientId}" : $"api://{clientId}";

    /// <summary>The form as it is first shown: filled in so far that only the name is missing.</summary>
    public static RegistrationForm New(Tenant tenant, AppKind kind) => new()
    {
        Tenant = tenant,
        Kind = kind,
        RedirectUris = kind.SuggestedRedirectUri(),
        Scope = kind == AppKind.Api ? "access_as_user" : "",
        Permissions = kind.SignsIn() && tenant.Kind != TenantKind.B2C
            ? [$"{Protocol.WellKnown.Graph}/User.Read"]
            : [],
        GrantsConsent = true,
    };

    /// <summary>Reads the values that the user entered into the form.</summary>
    public static RegistrationForm Read(Tenant tenant, AppKind kind, IFormCollection form)
    {
        // The form of such an API has neither field, so the user could not correct them.
        var isB2CApi = tenant.Kind == TenantKind.B2C && kind == AppKind.Api;
        return new RegistrationForm
        {
            Tenant = tenant,
            Kind = kind,
            Name = form[NameField].ToString().Trim(),
            RedirectUris = form[RedirectUrisField].ToString(),
            LogoutUrl = form[LogoutUrlField].ToString().Trim(),
            Scope = form[ScopeField].ToString().Trim(),
            Role = isB2CApi ? "" : form[RoleField].ToString().Trim(),
            Permissions = isB2CApi ? [] : [.. form[PermissionField].OfType<string>().Distinct(StringComparer.Ordinal)],
            GrantsConsent = form[ConsentField].Count > 0,
            UserFlow = form[UserFlowField].ToString().Trim(),
        };
    }

    /// <summary>The same form with what has to be corrected.</summary>
    public RegistrationForm With(string field, string problem) =>
        this with { Problems = new Dictionary<string, string> { [field] = problem } };
}
