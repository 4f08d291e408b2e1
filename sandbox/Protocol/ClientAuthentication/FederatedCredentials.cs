using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Applications;
using Sandbox.Keys;
using Sandbox.Protocol.Errors;

namespace Sandbox.Protocol.ClientAuthentication;

/// <summary>Checks a client assertion that somebody else issued, against the application's federated identity credentials. Nothing is used up: such a token proves as often as it lives.</summary>
internal sealed class FederatedCredentials(LiveDirectory directory, SigningKeys keys, TimeProvider time)
{
    /// <summary>The audience to ask a managed identity's token for.</summary>
    public const string ExchangeAudience = "api://AzureADTokenExchange";

    /// <summary>The same as the token writes it: the cloud's application id of that API.</summary>
    public const string ExchangeAudienceId = "fb60f99c-7a34-4190-8149-302f77469936";

    private static readonly TimeSpan _clockSkew = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <exception cref="ProtocolException">No credential matches, or the token is not what it says.</exception>
    public async Task ValidateAsync(JsonWebToken token, Application client, Authority authority, CancellationToken cancellationToken)
    {
        var registered = directory.Current.RegistrationOf(client.ClientId).FederatedCredentials;
        if (registered.Count == 0)
        {
            throw new ProtocolException(ClientErrors.NoFederatedCredential(token.Issuer, token.Subject));
        }

        Match(token, registered, authority);
        await CheckSignatureAsync(token, authority, cancellationToken);
        CheckContent(token);
    }

    /// <summary>Issuer, subject and audience have to be in the same credential, each exactly as it is written there.</summary>
    private static void Match(JsonWebToken token, IReadOnlyList<FederatedCredential> registered, Authority authority)
    {
        var ofIssuer = registered
            .Where(credential => (credential.Issuer.StartsWith('/') ? authority.Base + credential.Issuer : credential.Issuer) == token.Issuer)
            .ToList();
        if (ofIssuer.Count == 0)
        {
            throw new ProtocolException(ClientErrors.FederatedIssuer(token.Issuer));
        }

        var ofSubject = ofIssuer.FindAll(credential => credential.Subject == token.Subject);
        if (ofSubject.Count == 0)
        {
            throw new ProtocolException(ClientErrors.NoFederatedCredential(token.Issuer, token.Subject));
        }

        if (!ofSubject.Exists(credential => token.Audiences.Any(audience => audience == credential.Audience
            || (audience == ExchangeAudienceId && credential.Audience == ExchangeAudience))))
        {
            throw new ProtocolException(ClientErrors.FederatedAudience(string.Join(' ', token.Audiences)));
        }
    }

    private async Task CheckSignatureAsync(JsonWebToken token, Authority authority, CancellationToken cancellationToken)
    {
        if (!token.TryGetPayloadValue<string>("tid", out var tid) || !Guid.TryParse(tid, out var tenantId) || token.Issuer != authority.Issuer(tenantId))
        {
            throw new ProtocolException(ClientErrors.ForeignIssuer(token.Issuer));
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = (await keys.GetAsync(cancellationToken)).Published,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidIssuer = token.Issuer,

            // Matched against the credential above.
            ValidateAudience = false,

            // Checked below, by the sandbox's own clock.
            ValidateLifetime = false,
        });
        if (!result.IsValid)
        {
            throw new ProtocolException(ClientErrors.FederatedSignature());
        }
    }

    private void CheckContent(JsonWebToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (token.ValidTo < now - _clockSkew || token.ValidFrom > now + _clockSkew)
        {
            throw new ProtocolException(ClientErrors.AssertionNotValidNow());
        }

        // Otherwise an ID token of a person, whose audience an application may choose, would prove an application.
        if (!token.TryGetPayloadValue<string>("idtyp", out var type) || type != "app")
        {
            throw new ProtocolException(ClientErrors.FederatedUserToken());
        }
    }
}
