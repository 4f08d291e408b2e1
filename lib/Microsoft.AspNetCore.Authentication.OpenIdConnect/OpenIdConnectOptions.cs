using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>Settings of <see cref="OpenIdConnectHandler"/>.</summary>
public partial class OpenIdConnectOptions : RemoteAuthenticationOptions
{
    /// <summary>Creates options with the defaults that each property names.</summary>
    public OpenIdConnectOptions()
    {
        CallbackPath = new PathString("/signin-oidc");
        Events = new OpenIdConnectEvents();
        UseDefaultTokenHandlers();
        UseDefaultClaimActions();
        NonceCookie = new NonceCookieBuilder(this)
        {
            Name = OpenIdConnectDefaults.CookieNoncePrefix,
            HttpOnly = true,
            IsEssential = true,
            // form_post comes back as a cross-site POST, and browsers send only SameSite=None cookies with one.
            SameSite = SameSiteMode.None,
            SecurePolicy = CookieSecurePolicy.Always,
        };
    }

    /// <summary>The provider's base address; <c>/.well-known/openid-configuration</c> below it is the metadata.</summary>
    public string? Authority { get; set; }

    /// <summary>The metadata document's address. Default: derived from <see cref="Authority"/>.</summary>
    public string? MetadataAddress { get; set; }

    /// <summary>Whether the metadata must come over HTTPS. Default: true; false is for development alone.</summary>
    public bool RequireHttpsMetadata { get; set; } = true;

    /// <summary>Metadata given in code; then none is downloaded.</summary>
    public OpenIdConnectConfiguration? Configuration { get; set; }

    /// <summary>Downloads, caches and refreshes the metadata and signing keys. Default: one for <see cref="MetadataAddress"/>.</summary>
    public IConfigurationManager<OpenIdConnectConfiguration>? ConfigurationManager { get; set; }

    /// <summary>How often metadata and keys are fetched anew without being asked. Default: 12 hours.</summary>
    public TimeSpan AutomaticRefreshInterval { get; set; } = ConfigurationManager<OpenIdConnectConfiguration>.DefaultAutomaticRefreshInterval;

    /// <summary>The least time between two fetches that somebody asked for. Default: 5 minutes.</summary>
    public TimeSpan RefreshInterval { get; set; } = ConfigurationManager<OpenIdConnectConfiguration>.DefaultRefreshInterval;

    /// <summary>Whether a token signed with an unknown key asks for fresh metadata, as after a key rollover. Default: true.</summary>
    public bool RefreshOnIssuerKeyNotFound { get; set; } = true;

    /// <summary>The application's id at the provider (<c>client_id</c>). Required.</summary>
    public string? ClientId { get; set; }

    /// <summary>The application's secret (<c>client_secret</c>), sent to the token endpoint when set.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What the provider returns through the browser (<c>response_type</c>). Default: <c>id_token</c>.</summary>
    public string ResponseType { get; set; } = OpenIdConnectResponseType.IdToken;

    /// <summary>How it returns it (<c>response_mode</c>). Default: <c>form_post</c>.</summary>
    public string ResponseMode { get; set; } = OpenIdConnectResponseMode.FormPost;

    /// <summary>The scopes to ask for. Default: <c>openid</c> and <c>profile</c>.</summary>
    public ICollection<string> Scope { get; } = new HashSet<string> { "openid", "profile" };

    /// <summary>The resource to ask access to (<c>resource</c>). Default: none.</summary>
    public string? Resource { get; set; }

    /// <summary>What the provider should ask the person (<c>prompt</c>). Default: left to the provider.</summary>
    public string? Prompt { get; set; }

    /// <summary>How long ago the person may have signed in at the provider (<c>max_age</c>). Default: any time.</summary>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>Further parameters of the authorization request.</summary>
    public IDictionary<string, string> AdditionalAuthorizationParameters { get; } = new Dictionary<string, string>();

    /// <summary>Whether to bind the authorization code to this browser with PKCE (RFC 7636), when the response type is <c>code</c>. Default: true.</summary>
    public bool UsePkce { get; set; } = true;

    /// <summary>How the browser carries requests to the provider. Default: a redirect.</summary>
    public OpenIdConnectRedirectBehavior AuthenticationMethod { get; set; } = OpenIdConnectRedirectBehavior.RedirectGet;

    /// <summary>Whether to leave out the parameters <c>x-client-SKU</c> and <c>x-client-ver</c>. Default: false.</summary>
    public bool DisableTelemetry { get; set; }

    /// <summary>Where the provider sends the browser after sign-out. Default: <c>/signout-callback-oidc</c>.</summary>
    public PathString SignedOutCallbackPath { get; set; } = new("/signout-callback-oidc");

    /// <summary>Where the application sends the browser afterwards. Default: <c>/</c>. May be outside the application.</summary>
    public string SignedOutRedirectUri { get; set; } = "/";

    /// <summary>Where the provider asks for sign-out (OpenID Connect Front-Channel Logout). Default: <c>/signout-oidc</c>.</summary>
    public PathString RemoteSignOutPath { get; set; } = new("/signout-oidc");

    /// <summary>The scheme whose session a remote sign-out ends. Default: the sign-in scheme.</summary>
    public string? SignOutScheme { get; set; }

    /// <summary>Whether callbacks that are no OpenID Connect answers go on to the rest of the application. Default: false.</summary>
    public bool SkipUnrecognizedRequests { get; set; }

    /// <summary>Protects the <c>state</c> parameter.</summary>
    public ISecureDataFormat<AuthenticationProperties> StateDataFormat { get; set; } = default!;

    /// <summary>Protects the nonce in its cookie's name.</summary>
    public ISecureDataFormat<string> StringDataFormat { get; set; } = default!;

    /// <summary>How nonce cookies are made. The name is a prefix; without an expiration they live as long as the nonce.</summary>
    /// <exception cref="ArgumentNullException">Set to null.</exception>
    public CookieBuilder NonceCookie
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The application's hooks into the flow.</summary>
    public new OpenIdConnectEvents Events
    {
        get => (OpenIdConnectEvents)base.Events;
        set => base.Events = value;
    }

    /// <summary>Checks that a request can be served with these options.</summary>
    /// <exception cref="ArgumentException">The client id or the callback path is missing, or <see cref="MaxAge"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">There is neither an authority nor metadata.</exception>
    public override void Validate()
    {
        base.Validate();
        ArgumentException.ThrowIfNullOrEmpty(ClientId);

        if (MaxAge < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(MaxAge), MaxAge, "MaxAge must not be negative.");
        }

        if (!CallbackPath.HasValue)
        {
            throw new ArgumentException("CallbackPath is required: the provider sends its answers there.", nameof(CallbackPath));
        }

        if (ConfigurationManager is null)
        {
            throw new InvalidOperationException(
                "OpenIdConnectOptions needs one of Authority, MetadataAddress, Configuration or ConfigurationManager.");
        }
    }
}
