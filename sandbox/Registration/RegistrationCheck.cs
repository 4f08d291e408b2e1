using System.Text.Encodings.Web;
using System.Text.Json;
using Sandbox.Applications;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Logout;

namespace Sandbox.Registration;

/// <summary>
/// Compares addresses of one kind with an app registration, by the rules of the endpoints themselves.
/// </summary>
/// <param name="Kind">The kind of address.</param>
/// <param name="Registered">The addresses of this kind that the registration lists.</param>
/// <param name="Asked">The addresses to compare, each with the answer.</param>
internal sealed record RegistrationCheck(
    AddressKind Kind, IReadOnlyList<string> Registered, IReadOnlyList<RegistrationCheck.Answer> Asked)
{
    // The text is shown on a page, where Razor encodes it. JSON does not need "+" or "&" to be escaped.
    private static readonly JsonSerializerOptions _readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The asked addresses that are not registered.</summary>
    public IReadOnlyList<string> Missing =>
        [.. Asked.Where(answer => !answer.IsRegistered).Select(answer => answer.Address).Distinct()];

    /// <summary>
    /// The property of the app's entry in <c>seed.json</c> as it has to be for the missing addresses.
    /// </summary>
    public string SeedLine => Kind == AddressKind.FrontChannelLogoutUrl
        ? $"\"{Kind.SeedName}\": {Json(Missing[0])}"
        : $"\"{Kind.SeedName}\": [{string.Join(", ", Registered.Concat(Missing).Select(Json))}]";

    /// <summary>
    /// Compares addresses with the redirect URIs of the type <c>spa</c>, as the authorization endpoint does.
    /// </summary>
    public static RegistrationCheck OfSpaRedirectUris(Application app, IEnumerable<string> asked) =>
        Of(AddressKind.SpaRedirectUri, app.SpaRedirectUris, asked, address => RedirectUris.IsOfSpa(app, address));

    /// <summary>
    /// Compares addresses with the redirect URIs of the type <c>publicClient</c>, as the authorization endpoint does.
    /// </summary>
    public static RegistrationCheck OfPublicClientRedirectUris(Application app, IEnumerable<string> asked) => Of(
        AddressKind.PublicClientRedirectUri,
        app.PublicClientRedirectUris,
        asked,
        address => RedirectUris.IsOfNative(app, address));

    /// <summary>
    /// Compares addresses with the redirect URIs of all types, as the authorization endpoint does. The list is that of
    /// the type <c>web</c>.
    /// </summary>
    public static RegistrationCheck OfRedirectUris(Application app, IEnumerable<string> asked) =>
        Of(AddressKind.RedirectUri, app.RedirectUris, asked, address => RedirectUris.IsRegistered(app, address));

    /// <summary>
    /// Compares addresses with the front-channel logout URL, which the signed-out page loads as it is registered.
    /// </summary>
    public static RegistrationCheck OfFrontChannelLogoutUrl(Application app, IEnumerable<string> asked) => Of(
        AddressKind.FrontChannelLogoutUrl,
        app.FrontChannelLogoutUri is { } registered ? [registered] : [],
        asked,
        address => address == app.FrontChannelLogoutUri);

    /// <summary>Compares addresses with the post-logout redirect URIs, as the logout endpoint does.</summary>
    public static RegistrationCheck OfPostLogoutRedirectUris(Application app, IEnumerable<string> asked) => Of(
        AddressKind.PostLogoutRedirectUri,
        app.PostLogoutRedirectUris,
        asked,
        address => PostLogoutRedirectUris.IsRegistered(app, address));

    private static RegistrationCheck Of(
        AddressKind kind,
        IReadOnlyList<string> registered,
        IEnumerable<string> asked,
        Func<string, bool> isRegistered) =>
        new(kind, registered, [.. asked.Select(address => new Answer(address, isRegistered(address)))]);

    private static string Json(string text) => JsonSerializer.Serialize(text, _readable);

    /// <summary>An address and whether it is registered.</summary>
    internal sealed record Answer(string Address, bool IsRegistered);
}
