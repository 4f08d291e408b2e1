using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Applications;
using Sandbox.Keys;
using Sandbox.Protocol.Tokens;

namespace Sandbox.TokenPage;

/// <summary>Checks the signature of a token, and nothing else about it.</summary>
internal sealed class SignatureCheck(SigningKeys keys, LiveDirectory directory)
{
    // Each key is tried. A provider publishes fewer than ten.
    private const int MostKeys = 50;

    private static readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = TokenPageEndpoint.MaxLength };

    /// <summary>Checks a signature with pasted keys, or else with the keys of the sandbox and of its apps.</summary>
    /// <param name="token">The token.</param>
    /// <param name="pasted">A keys document (RFC 7517, section 5); empty for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TokenPageException">The pasted keys cannot be read.</exception>
    public async Task<TokenVerdict> CheckAsync(JsonWebToken token, string pasted, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(token.EncodedSignature) || token.Alg == SecurityAlgorithms.None)
        {
            return TokenVerdict.Failed("The token is not signed, so an attacker can have written it. Reject it.");
        }

        var (known, whose) = pasted.Length > 0
            ? (ReadKeys(pasted), "one of the pasted keys")
            : await FindKeysAsync(token, cancellationToken);
        if (known.Count == 0)
        {
            return TokenVerdict.Unknown(
                "No key of the sandbox has the kid of this token, so another provider may have signed it. "
                + "To check the signature, paste the keys of that provider under More options.");
        }

        var result = await _handler.ValidateTokenAsync(HeaderNonce.AsSigned(token), new TokenValidationParameters
        {
            IssuerSigningKeys = known,
            TryAllIssuerSigningKeys = true,
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        });
        return result.IsValid
            ? TokenVerdict.Passed($"The signature is valid: {whose} signed exactly this header and these claims.")
            : TokenVerdict.Failed(
                $"The signature is not valid for {whose}. The token was changed after it was signed, "
                + "or another key signed it. Reject the token.");
    }

    private async Task<(IReadOnlyList<SecurityKey> Keys, string Whose)> FindKeysAsync(
        JsonWebToken token, CancellationToken cancellationToken)
    {
        var published = (await keys.GetAsync(cancellationToken)).Published
            .Where(key => key.KeyId == token.Kid)
            .ToList<SecurityKey>();
        if (published.Count > 0)
        {
            return (published, $"key {token.Kid} of this sandbox");
        }

        // An app signs its assertions itself, with the certificate in its registration.
        if (token.Issuer == token.Subject && Guid.TryParse(token.Issuer, out var clientId)
            && directory.Current.FindApplication(clientId) is { } app)
        {
            var certificates = directory.Current.RegistrationOf(app.ClientId).Credentials
                .Where(credential => credential.Certificate is not null)
                .Select(credential => new X509SecurityKey(X509CertificateLoader.LoadCertificate(credential.Certificate!)))
                .ToList<SecurityKey>();
            return (certificates, $"the certificate of the app {app.DisplayName}");
        }

        return ([], "");
    }

    private static IReadOnlyList<SecurityKey> ReadKeys(string pasted)
    {
        try
        {
            if (pasted.Length <= TokenPageEndpoint.MaxLength
                && new JsonWebKeySet(pasted).GetSigningKeys() is { Count: > 0 and <= MostKeys } found)
            {
                return [.. found];
            }
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or System.Text.Json.JsonException)
        {
            // The same as a document without keys.
        }

        throw new TokenPageException(
            $"The pasted keys are not a JSON Web Key Set with 1 to {MostKeys} signing keys.",
            "Open the address in jwks_uri of the provider's metadata, and paste the whole answer. It begins with {\"keys\":[.");
    }
}
