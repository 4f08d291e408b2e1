using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Applications;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Tokens;

namespace Sandbox.Protocol.Authorize;

/// <summary>Proof Key for Code Exchange (RFC 7636).</summary>
internal static partial class CodeChallenge
{
    private const string S256 = "S256";
    private const string Plain = "plain";

    /// <exception cref="ProtocolException">The challenge is missing where it is needed, or not well made.</exception>
    public static void Check(RequestParameters parameters, Application client, bool wantsCode)
    {
        var (challenge, method) = (parameters["code_challenge"], parameters["code_challenge_method"]);
        if (challenge is null)
        {
            // As in the cloud, only single-page apps have to: native apps may leave it out, and client libraries do not.
            if (wantsCode && RedirectUris.IsOfSpa(client, parameters["redirect_uri"]))
            {
                throw new ProtocolException(RequestErrors.PkceRequired(client.DisplayName));
            }

            return;
        }

        if (method is not (null or S256 or Plain))
        {
            throw new ProtocolException(RequestErrors.BadCodeChallenge(
                $"The code challenge method '{method}' is unknown. Use 'S256' or 'plain'."));
        }

        if (!Unreserved().IsMatch(challenge) || (method == S256 && challenge.Length != 43))
        {
            throw new ProtocolException(RequestErrors.BadCodeChallenge(
                "The code challenge does not have the length and the characters that its method requires."));
        }
    }

    /// <summary>Whether <paramref name="verifier"/> proves that the client is the one that asked for <paramref name="code"/>.</summary>
    public static bool Matches(AuthorizationCode code, string? verifier)
    {
        if (code.CodeChallenge is null)
        {
            // A verifier without a challenge means that somebody removed the challenge on the way (RFC 9700, section 4.8.2).
            return verifier is null;
        }

        if (verifier is null || !Unreserved().IsMatch(verifier))
        {
            return false;
        }

        var proof = code.CodeChallengeMethod == S256 ? Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) : verifier;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(proof), Encoding.ASCII.GetBytes(code.CodeChallenge));
    }

    // RFC 7636, section 4.1. \z, because $ would let a line break pass.
    [GeneratedRegex(@"^[A-Za-z0-9\-._~]{43,128}\z")]
    private static partial Regex Unreserved();
}
