using System.Security.Cryptography;
using Sandbox.Applications;
using Sandbox.Protocol.Errors;
using Sandbox.Tenants;
using Sandbox.Wire;

namespace Sandbox.Protocol.ClientAuthentication;

/// <summary>Finds out which client calls the token endpoint and whether it is that client (RFC 6749, section 2.3; RFC 7523, section 2.2).</summary>
internal sealed class ClientAuthenticator(LiveDirectory directory, ClientAssertions assertions, TimeProvider time)
{
    /// <exception cref="ProtocolException">The client is unknown, or its credential is missing or wrong.</exception>
    public async Task<AuthenticatedClient> AuthenticateAsync(
        HttpContext context, TenantReference tenant, RequestParameters parameters, CancellationToken cancellationToken)
    {
        var presented = PresentedCredential.Read(context.Request, parameters);
        var client = directory.Current.FindApplication(presented.ClientId, tenant)
            ?? throw new ProtocolException(ClientErrors.NotFound(presented.ClientId, tenant.Tenant?.Name ?? tenant.Segment));
        var notes = context.Features.Get<ExchangeNotes>();
        if (notes is not null)
        {
            notes.ClientId = client.ClientId.ToString();
        }

        if (client.IsDisabled)
        {
            throw new ProtocolException(ClientErrors.Disabled(client.ClientId.ToString(), client.DisplayName));
        }

        var proof = await ProveAsync(context, tenant, client, presented, parameters, cancellationToken);
        notes?.Note("client authentication", passed: true, proof.ToString());
        return new AuthenticatedClient(client, proof);
    }

    private async Task<ClientProof> ProveAsync(
        HttpContext context, TenantReference tenant, Application client, PresentedCredential presented,
        RequestParameters parameters, CancellationToken cancellationToken)
    {
        if (client.IsPublicClient)
        {
            return presented.IsNone ? ClientProof.None : throw new ProtocolException(ClientErrors.PublicClientWithCredential(client.ClientId.ToString()));
        }

        if (presented.IsNone && (context.Request.Headers.Origin.Count > 0 || client.SpaRedirectUris.Count > 0)
            && parameters["grant_type"] is "authorization_code" or "refresh_token")
        {
            // Only the code or the refresh token tells whether the client is a single-page app (CrossOriginRedemption).
            return ClientProof.None;
        }

        if (presented.Assertion is { } assertion)
        {
            await assertions.ValidateAsync(assertion, client, Authority.Of(context.Request), tenant, cancellationToken);
            return ClientProof.Assertion;
        }

        if (presented.Secret is null)
        {
            throw new ProtocolException(ClientErrors.NoCredential());
        }

        CheckSecret(client, presented.Secret);
        return ClientProof.Secret;
    }

    private void CheckSecret(Application client, string secret)
    {
        var hash = Secrets.Hash(secret);
        var matching = directory.Current.RegistrationOf(client.ClientId).Credentials
            .Where(credential => !(credential.StartsAt > time.GetUtcNow()))
            .Where(credential => credential.SecretHash is { } known && CryptographicOperations.FixedTimeEquals(known, hash))
            .ToList();
        if (matching.Count == 0)
        {
            throw new ProtocolException(ClientErrors.WrongSecret(client.ClientId.ToString()));
        }

        if (matching.TrueForAll(credential => credential.ExpiresAt <= time.GetUtcNow()))
        {
            throw new ProtocolException(ClientErrors.ExpiredSecret(client.ClientId.ToString()));
        }
    }
}
