using Sandbox.Applications;
using Sandbox.Protocol.Tokens;

namespace Sandbox.Protocol.ClientAuthentication;

/// <summary>Finds the type of the client in a token request, because one app can have several types.</summary>
internal sealed class ClientTypeReader(AuthorizationCodes codes, RefreshTokens refreshTokens)
{
    /// <summary>
    /// The type of a client. A code and a refresh token keep the type with which they were issued. An app that acts as itself, or on behalf of a caller, always needs a credential.
    /// </summary>
    /// <param name="client">The app.</param>
    /// <param name="parameters">The request. The one for a device code has no <c>grant_type</c>.</param>
    /// <returns><see langword="null"/> for a code or refresh token that the sandbox does not know.</returns>
    public ClientType? Find(Application client, RequestParameters parameters) => parameters["grant_type"] switch
    {
        "authorization_code" => parameters["code"] is { } code ? codes.Find(code)?.Code.Type : null,
        "refresh_token" => parameters["refresh_token"] is { } token ? refreshTokens.Read(token)?.Type : null,
        "client_credentials" or "urn:ietf:params:oauth:grant-type:jwt-bearer" => ClientType.Web,
        _ => FallbackOf(client),
    };

    /// <summary>The type of a client in a request that no redirect URI belongs to.</summary>
    public static ClientType FallbackOf(Application client) =>
        client.IsFallbackPublicClient ? ClientType.Native : ClientType.Web;
}
