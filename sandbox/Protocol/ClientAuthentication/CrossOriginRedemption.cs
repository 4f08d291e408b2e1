using Sandbox.Protocol.Errors;

namespace Sandbox.Protocol.ClientAuthentication;

/// <summary>
/// Who may redeem a code or a refresh token where. What was issued to a single-page app is redeemed by a script in a
/// browser, which has no credential. Everything else is redeemed outside of browsers, and by a confidential client with
/// its credential.
/// </summary>
internal static class CrossOriginRedemption
{
    /// <summary>
    /// Checks a request before anything else of the code or refresh token, so that a refusal changes nothing.
    /// </summary>
    /// <param name="isForSpa">
    /// Whether the code or refresh token was issued to a redirect URI of the type <c>spa</c>.
    /// </param>
    /// <param name="client">The client, and how it proved itself.</param>
    /// <param name="isCrossOrigin">
    /// Whether the request has the header <c>Origin</c>, which browsers add to what scripts send.
    /// </param>
    /// <exception cref="ProtocolException">The request comes from the wrong kind of client.</exception>
    public static void Check(bool isForSpa, AuthenticatedClient client, bool isCrossOrigin)
    {
        if (isForSpa != isCrossOrigin)
        {
            throw new ProtocolException(
                isForSpa ? RequestErrors.CrossOriginRequired() : RequestErrors.CrossOriginNotAllowed());
        }

        CheckCredential(isForSpa, client);
    }

    /// <summary>The part of <see cref="Check"/> that Azure AD B2C has as well.</summary>
    /// <exception cref="ProtocolException">
    /// A single-page app has sent a credential, or a web app has sent none.
    /// </exception>
    public static void CheckCredential(bool isForSpa, AuthenticatedClient client)
    {
        var hasCredential = client.Method != ClientProof.None;
        if (isForSpa && hasCredential)
        {
            throw new ProtocolException(ClientErrors.PublicClientWithCredential(client.Application.ClientId.ToString()));
        }

        if (!isForSpa && !hasCredential && !client.Application.IsPublicClient)
        {
            throw new ProtocolException(ClientErrors.NoCredential());
        }
    }
}
