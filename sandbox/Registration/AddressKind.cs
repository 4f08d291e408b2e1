namespace Sandbox.Registration;

/// <summary>A kind of address that an app registration lists.</summary>
/// <param name="Parameter">The parameter of the registration page that asks about an address of this kind.</param>
/// <param name="Title">The name of the kind, in the singular.</param>
/// <param name="Plural">The name of the kind, in the plural.</param>
/// <param name="SeedName">The property of the app's entry in <c>seed.json</c>.</param>
/// <param name="Setting">The setting of Microsoft.Identity.Web from which an app builds the address.</param>
internal sealed record AddressKind(string Parameter, string Title, string Plural, string SeedName, string Setting)
{
    public static readonly AddressKind RedirectUri =
        new("redirect_uri", "Redirect URI", "Redirect URIs", "redirectUris", "CallbackPath");

    public static readonly AddressKind SpaRedirectUri = new(
        "spa_redirect_uri", "Redirect URI of a single-page app", "Redirect URIs of a single-page app", "spaRedirectUris", "redirectUri");

    public static readonly AddressKind PublicClientRedirectUri = new(
        "public_client_redirect_uri",
        "Redirect URI of a mobile or desktop app",
        "Redirect URIs of a mobile or desktop app",
        "publicClientRedirectUris",
        "redirectUri");

    public static readonly AddressKind FrontChannelLogoutUrl = new(
        "front_channel_logout_url",
        "Front-channel logout URL",
        "Front-channel logout URL",
        "frontChannelLogoutUri",
        "RemoteSignOutPath");

    public static readonly AddressKind PostLogoutRedirectUri = new(
        "post_logout_redirect_uri",
        "Post-logout redirect URI",
        "Post-logout redirect URIs",
        "postLogoutRedirectUris",
        "SignedOutCallbackPath");
}
