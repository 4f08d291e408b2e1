using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sandbox.Protocol;
using Sandbox.Tenants;

namespace Sandbox.Applications;

/// <summary>An application registration: a client that signs people in, an API that accepts tokens, or both.</summary>
public sealed class Application
{
    /// <summary>The <c>client_id</c>.</summary>
    public required Guid ClientId { get; init; }

    /// <summary>The tenant the application is registered in.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>The name that people see when they consent.</summary>
    public required string DisplayName { get; set; }

    /// <summary>Whether people of other tenants may sign in.</summary>
    public bool IsMultiTenant { get; set; }

    /// <summary>
    /// Whether the application is a public client (RFC 6749, section 2.1) where no redirect URI says so: for device
    /// codes and passwords. It sends no credential then.
    /// </summary>
    public bool IsFallbackPublicClient { get; set; }

    /// <summary>Whether the authorization endpoint may answer with an ID token.</summary>
    public bool IssuesIdTokens { get; set; }

    /// <summary>Whether only people assigned to the application may sign in to it.</summary>
    public bool RequiresAssignment { get; set; }

    /// <summary>Whether a conditional access policy demands a second factor.</summary>
    public bool RequiresMultiFactor { get; set; }

    /// <summary>Whether a conditional access policy blocks every sign-in.</summary>
    public bool IsBlocked { get; set; }

    /// <summary>Whether an administrator turned the application off. It gets no tokens then.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>Whether ID and access tokens list the person's groups.</summary>
    public bool EmitsGroups { get; set; }

    /// <summary>The optional claims of the ID token, such as <c>login_hint</c> or <c>acct</c>.</summary>
    public required List<string> OptionalClaims { get; set; }

    /// <summary>The optional claims of the access tokens that clients get for this application as an API.</summary>
    public List<string> OptionalAccessTokenClaims { get; set; } = [];

    /// <summary>
    /// The redirect URIs of the type <c>web</c>: where authorization answers may be sent to a web app, which redeems
    /// its codes with a credential. They are compared character by character (RFC 9700, section 4.1.3).
    /// </summary>
    public required List<string> RedirectUris { get; set; }

    /// <summary>
    /// The redirect URIs of the type <c>spa</c>. The app at these addresses runs in the browser: it redeems its codes
    /// there, with PKCE and without a credential, and its origins may call the sandbox (CORS).
    /// </summary>
    public List<string> SpaRedirectUris { get; set; } = [];

    /// <summary>
    /// The redirect URIs of the type <c>publicClient</c>. The app at these addresses runs on the user's device, and
    /// redeems its codes without a credential (RFC 8252, section 8.4).
    /// </summary>
    public List<string> PublicClientRedirectUris { get; set; } = [];

    /// <summary>Where a browser may be sent after sign-out.</summary>
    public required List<string> PostLogoutRedirectUris { get; set; }

    /// <summary>The address that ends this application's own session when loaded in a frame (OpenID Connect Front-Channel Logout).</summary>
    public string? FrontChannelLogoutUri { get; set; }

    /// <summary>The names under which a scope asks for this application as an API.</summary>
    public required List<string> IdentifierUris { get; set; }

    /// <summary>
    /// The version of the access tokens that the application accepts as an API: 1 or 2. <see langword="null"/> means 1,
    /// as in the cloud.
    /// </summary>
    public int? AccessTokenVersion { get; set; }

    /// <summary>
    /// The client IDs of apps whose users consent to the permissions of this API together with those of the app.
    /// </summary>
    public List<Guid> KnownClients { get; set; } = [];

    /// <summary>
    /// Whether the app has a service principal in its own tenant. One that was registered through Microsoft Graph has none
    /// until it is created, and gets no tokens for itself until then.
    /// </summary>
    public bool HasServicePrincipal { get; set; } = true;

    /// <summary>
    /// When the app was registered; <see langword="null"/> for an app of the seed, which has no clock.
    /// </summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>
    /// When the registration was deleted. Until it is restored, only the list of deleted objects knows it.
    /// </summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>The properties that the sandbox stores but never reads, as a JSON object.</summary>
    public string? MoreProperties { get; set; }

    /// <summary>The redirect URIs of all types. None of them is in two lists.</summary>
    internal IEnumerable<string> AllRedirectUris =>
        RedirectUris.Concat(SpaRedirectUris).Concat(PublicClientRedirectUris);

    /// <summary>Whether access tokens for it are of version 1.0, as those for Graph always are.</summary>
    internal bool AcceptsVersion1 => AccessTokenVersion != 2 || ClientId == WellKnown.Graph;

    /// <summary>
    /// The audience of access tokens for it: in version 1.0 the name by which a client asked for it, in version 2.0 the
    /// client ID.
    /// </summary>
    /// <param name="name">An identifier URI or the client ID, as the client wrote it.</param>
    internal string AudienceFor(string name)
    {
        if (ClientId == WellKnown.Graph)
        {
            return WellKnown.GraphAudience;
        }

        var isNamedById = Guid.TryParse(name.TrimEnd('/'), out _);
        return AcceptsVersion1 && !isNamedById ? name : ClientId.ToString();
    }

    internal sealed class Configuration : IEntityTypeConfiguration<Application>
    {
        public void Configure(EntityTypeBuilder<Application> builder)
        {
            builder.HasKey(application => application.ClientId);
            builder.HasQueryFilter(application => application.DeletedAt == null);
            builder.HasOne<Tenant>().WithMany().HasForeignKey(application => application.TenantId);
        }
    }
}
