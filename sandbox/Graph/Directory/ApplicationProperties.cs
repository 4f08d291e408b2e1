using System.Text.Json;
using Sandbox.Applications;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;

namespace Sandbox.Graph.Directory;

/// <summary>The properties of an app registration that requests set and that have a place in its own row.</summary>
internal static class ApplicationProperties
{
    private static readonly string[] _audiences =
        ["AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount"];

    /// <summary>Properties with rows of their own, which <see cref="ApplicationParts"/> reads.</summary>
    private static readonly string[] _parts = ["api", "appRoles", "keyCredentials", "requiredResourceAccess"];

    /// <summary>Texts that are stored and never read.</summary>
    private static readonly string[] _storedTexts =
        ["description", "notes", "samlMetadataUrl", "serviceManagementReference", "tokenEncryptionKeyId", "uniqueName"];

    /// <summary>Objects that are stored and never read.</summary>
    private static readonly string[] _storedObjects = ["info", "parentalControlSettings"];

    private static readonly WritableProperties<ApplicationDraft> _properties = Make();

    /// <summary>Checks which properties a body has.</summary>
    public static IReadOnlyList<string> Check(JsonElement body) => _properties.Check(body, _parts);

    /// <summary>Sets what a body says of the registration's own row.</summary>
    /// <exception cref="GraphException">A value is not allowed, or two of them do not go together.</exception>
    public static void Apply(Application application, string domain, JsonElement body)
    {
        var draft = new ApplicationDraft(application, domain);
        _properties.Apply(draft, body);
        draft.CheckRedirectUris();
    }

    private static WritableProperties<ApplicationDraft> Make()
    {
        var properties = new WritableProperties<ApplicationDraft>("application", isOpen: false)
            .Text("displayName", (draft, text) => draft.Application.DisplayName = text!, 256, isRequired: true)
            .Texts("identifierUris", SetIdentifiers, 50)
            .Value("signInAudience", SetAudience)
            .Value("isFallbackPublicClient", SetFallback)
            .Value("groupMembershipClaims", SetGroupClaims)
            .Value("optionalClaims", SetOptionalClaims)
            .Value("web", SetWeb)
            .Value("publicClient", SetPublicClient)
            .Value("spa", SetSpa)
            .Value("tags", (draft, value) => draft.Store("tags", StoredProperties.CheckList("tags", value)))
            .ReadOnly(
                "appId", "applicationTemplateId", "certification", "disabledByMicrosoftStatus",
                "federatedIdentityCredentials", "owners", "passwordCredentials", "publisherDomain",
                "verifiedPublisher");
        foreach (var name in _storedTexts)
        {
            properties.Value(name, (draft, value) => draft.Store(name, StoredProperties.CheckText(name, value)));
        }

        foreach (var name in _storedObjects)
        {
            properties.Value(
                name, (draft, value) => draft.Store(name, StoredProperties.Check(name, value, JsonValueKind.Object)));
        }

        return properties;
    }

    private static void SetFallback(ApplicationDraft draft, JsonElement value) =>
        draft.Application.IsFallbackPublicClient = value.ValueKind != JsonValueKind.Null
            && WritableProperties<ApplicationDraft>.ReadFlag("isFallbackPublicClient", value);

    private static void SetPublicClient(ApplicationDraft draft, JsonElement value) =>
        draft.Application.PublicClientRedirectUris = RedirectAddresses.ReadList(
            value, "publicClient", draft.Application.PublicClientRedirectUris, mustBeWeb: false);

    private static void SetSpa(ApplicationDraft draft, JsonElement value) => draft.Application.SpaRedirectUris =
        RedirectAddresses.ReadList(value, "spa", draft.Application.SpaRedirectUris, mustBeWeb: true);

    private static void SetIdentifiers(ApplicationDraft draft, List<string> uris)
    {
        foreach (var uri in uris.Except(draft.Application.IdentifierUris, StringComparer.Ordinal))
        {
            CheckIdentifier(uri, draft);
        }

        draft.Application.IdentifierUris = uris;
    }

    /// <summary>
    /// A name belongs to the app or to the tenant, so that no tenant registers an API under a name that apps of another
    /// tenant ask for, such as that of Microsoft Graph.
    /// </summary>
    private static void CheckIdentifier(string uri, ApplicationDraft draft)
    {
        var isAscii = uri.Length <= 255 && uri.All(character => character is > ' ' and <= '~');
        if (!isAscii || uri.EndsWith('/') || !Uri.TryCreate(uri, UriKind.Absolute, out var parsed))
        {
            throw GraphErrors.InvalidValue(
                "identifierUris", $"'{uri}' is no absolute URI in ASCII without a slash at its end.");
        }

        var isOfApp = parsed.Scheme == "api"
            && parsed.Host.Equals(draft.Application.ClientId.ToString(), StringComparison.OrdinalIgnoreCase);
        var isOfTenant = parsed.Scheme is "api" or "https"
            && (parsed.Host.Equals(draft.Domain, StringComparison.OrdinalIgnoreCase)
                || parsed.Host.EndsWith("." + draft.Domain, StringComparison.OrdinalIgnoreCase)
                || parsed.Host.Equals(draft.Application.TenantId.ToString(), StringComparison.OrdinalIgnoreCase));
        if (!isOfApp && !isOfTenant)
        {
            throw GraphErrors.InvalidValue(
                "identifierUris",
                "Values of identifierUris property must use a verified domain of the organization or its subdomain: "
                    + $"'{uri}'. "
                    + $"Write api://{draft.Application.ClientId}, or an address below {draft.Domain}.");
        }
    }

    private static void SetAudience(ApplicationDraft draft, JsonElement value)
    {
        var audience = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        if (!_audiences.Contains(audience, StringComparer.OrdinalIgnoreCase))
        {
            throw GraphErrors.InvalidValue(
                "signInAudience",
                $"it must be one of {string.Join(", ", _audiences)}. The sandbox has no personal accounts alone.");
        }

        draft.Application.IsMultiTenant = !audience.Equals(_audiences[0], StringComparison.OrdinalIgnoreCase);
        draft.Store("signInAudience", value);
    }

    private static void SetGroupClaims(ApplicationDraft draft, JsonElement value)
    {
        string[] allowed = ["None", "SecurityGroup", "DirectoryRole", "ApplicationGroup", "All"];
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        var isAllowed = text?.Split(',').All(each => allowed.Contains(each.Trim(), StringComparer.OrdinalIgnoreCase))
            ?? value.ValueKind == JsonValueKind.Null;
        if (!isAllowed)
        {
            throw GraphErrors.InvalidValue(
                "groupMembershipClaims", $"it must be null or one of {string.Join(", ", allowed)}.");
        }

        draft.Application.EmitsGroups = text is not null
            && (text.Contains("SecurityGroup", StringComparison.OrdinalIgnoreCase)
                || text.Equals("All", StringComparison.OrdinalIgnoreCase));
        draft.Store("groupMembershipClaims", value);
    }

    private static void SetOptionalClaims(ApplicationDraft draft, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Object))
        {
            throw GraphErrors.InvalidValue("optionalClaims", "it must be an object or null.");
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var list in value.EnumerateObject().Where(list => !list.Name.StartsWith('@')))
            {
                if (list.Value.ValueKind != JsonValueKind.Array || !list.Value.EnumerateArray().All(IsClaim))
                {
                    throw GraphErrors.InvalidValue(
                        "optionalClaims", $"'{list.Name}' must be a list of claims with a name.");
                }
            }
        }

        draft.Application.OptionalClaims = ReadClaims(value, "idToken");
        draft.Application.OptionalAccessTokenClaims = ReadClaims(value, "accessToken");
        draft.Store("optionalClaims", value);
    }

    private static List<string> ReadClaims(JsonElement claims, string token) =>
        claims.ValueKind == JsonValueKind.Object && GraphBody.Find(claims, token) is { } list
            ? [.. list.EnumerateArray().Select(claim => GraphBody.FindText(claim, "name")!).Distinct()]
            : [];

    private static bool IsClaim(JsonElement claim) => claim.ValueKind == JsonValueKind.Object
        && GraphBody.FindText(claim, "name") is not null;

    private static void SetWeb(ApplicationDraft draft, JsonElement value)
    {
        draft.Application.RedirectUris =
            RedirectAddresses.ReadList(value, "web", draft.Application.RedirectUris, mustBeWeb: true);
        if (value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (GraphBody.Find(value, "logoutUrl") is { } logout)
        {
            draft.Application.FrontChannelLogoutUri = logout.ValueKind == JsonValueKind.Null
                ? null
                : RedirectAddresses.Read(logout, "logoutUrl", mustBeWeb: true);
        }

        if (GraphBody.Find(value, "homePageUrl") is { } home)
        {
            if (home.ValueKind != JsonValueKind.Null)
            {
                RedirectAddresses.Read(home, "web", mustBeWeb: false);
            }

            draft.Store("homePageUrl", home);
        }

        if (GraphBody.Find(value, "implicitGrantSettings") is not { ValueKind: JsonValueKind.Object } implicitGrant)
        {
            return;
        }

        if (GraphBody.Find(implicitGrant, "enableIdTokenIssuance") is { } idToken)
        {
            draft.Application.IssuesIdTokens =
                WritableProperties<ApplicationDraft>.ReadFlag("enableIdTokenIssuance", idToken);
        }

        if (GraphBody.Find(implicitGrant, "enableAccessTokenIssuance") is { } accessToken
            && WritableProperties<ApplicationDraft>.ReadFlag("enableAccessTokenIssuance", accessToken))
        {
            throw GraphErrors.InvalidValue(
                "enableAccessTokenIssuance",
                "the authorization endpoint of the sandbox issues no access tokens. Use the code flow with PKCE.");
        }
    }
}
