using Sandbox.Applications;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Tokens;

namespace Sandbox.Protocol.ClientAuthentication;

/// <summary>Finds out of which type a client is in a token request, because one app can have several types.</summary>
internal sealed class ClientTypeReader(AuthorizationCodes codes, RefreshTokens refreshTokens)
{
    /// <summary>
    /// The type of a client. A code has the type of its redirect URI, and a refresh token keeps the type with which it
    /// was issued. An app that acts as itself, or on behalf of a caller, always needs a credential.
    /// </summary>
    /// <param name="client">The app.</param>
    /// <param name="parameters">The request. The one for a device code has no <c>grant_type</c>.</param>
    /// <returns><see langword="null"/> for a code or refresh token that the sandbox does not know.</returns>
    public ClientType? Find(Application client, RequestParameters parameters) => parameters["grant_type"] switch
    {
        "authorization_code" => FindOfCode(client, parameters["code"]),
        "refresh_token" => parameters["refresh_token"] is { } token ? refreshTokens.Read(token)?.Type : null,
        "client_credentials" or "urn:ietf:params:oauth:grant-type:jwt-bearer" => ClientType.Web,
        _ => FallbackOf(client),
    };

    /// <summary>The type of a client in a request that no redirect URI belongs to.</summary>
    public static ClientType FallbackOf(Application client) =>
        client.IsFallbackPublicClient ? ClientType.Native : ClientType.Web;

    /// <summary>The redirect URI of a code may have been removed since the sign-in.</summary>
    private ClientType? FindOfCode(Application client, string? code) =>
        code is not null && codes.Find(code) is var (found, _)
            ? RedirectUris.TypeOf(client, found.RedirectUri) ?? FallbackOf(client)
            : null;
}
