using Sandbox.Protocol.Errors;

namespace Sandbox.Protocol.ClientAuthentication;

/// <summary>
/// The rules for a client that redeems a code or a refresh token from a browser or a server. What was issued to a single-page app is redeemed by a script in a
/// browser, which has no credential. Everything else is redeemed outside of browsers, and by a web app with its
/// credential.
/// </summary>
internal static class CrossOriginRedemption
{
    /// <summary>
    /// Checks a request before anything else of the code or refresh token, so that a rejected request changes nothing.
    /// </summary>
    /// <param name="client">The client, its type, and how it proved itself.</param>
    /// <param name="isCrossOrigin">
    /// Whether the request has the header <c>Origin</c>, which browsers add to what scripts send.
    /// </param>
    /// <exception cref="ProtocolException">The request comes from the wrong kind of client.</exception>
    public static void Check(AuthenticatedClient client, bool isCrossOrigin)
    {
        var isForSpa = client.Type == ClientType.Spa;
        if (isForSpa != isCrossOrigin)
        {
            throw new ProtocolException(
                isForSpa ? RequestErrors.CrossOriginRequired() : RequestErrors.CrossOriginNotAllowed());
        }

        CheckCredential(client);
    }

    /// <summary>The part of <see cref="Check"/> that Azure AD B2C has as well.</summary>
    /// <exception cref="ProtocolException">
    /// A single-page app has sent a credential, or a web app has sent none.
    /// </exception>
    public static void CheckCredential(AuthenticatedClient client)
    {
        var hasCredential = client.Method != ClientProof.None;
        if (client.Type == ClientType.Spa && hasCredential)
        {
            throw new ProtocolException(ClientErrors.PublicClientWithCredential(client.Application.ClientId.ToString()));
        }

        if (client.Type == ClientType.Web && !hasCredential)
        {
            throw new ProtocolException(ClientErrors.NoCredential());
        }
    }
}
