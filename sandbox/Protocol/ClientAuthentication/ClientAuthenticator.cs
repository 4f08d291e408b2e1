using System.Security.Cryptography;
using Sandbox.Applications;
using Sandbox.Protocol.Errors;
using Sandbox.Tenants;
using Sandbox.Wire;

namespace Sandbox.Protocol.ClientAuthentication;

/// <summary>Finds out which client calls the token endpoint and whether it is that client (RFC 6749, section 2.3; RFC 7523, section 2.2).</summary>
internal sealed class ClientAuthenticator(
    LiveDirectory directory, ClientTypeReader types, ClientAssertions assertions, TimeProvider time)
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

        var type = types.Find(client, parameters);
        var proof = IsWithoutCredential(context, client, type, presented, parameters)
            ? ClientProof.None
            : await ProveAsync(context, tenant, client, presented, cancellationToken);
        notes?.Note("client authentication", passed: true, proof.ToString());

        // The grant rejects a code or refresh token that is not known here.
        return new AuthenticatedClient(client, type ?? ClientType.Web, proof);
    }

    /// <summary>
    /// Whether the request has no credential to check: that of a native app, which must not have one, and those that
    /// the grant judges, such as by <see cref="CrossOriginRedemption"/>.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="client">The client.</param>
    /// <param name="type">Its type; <see langword="null"/> for an unknown code or refresh token.</param>
    /// <param name="presented">What it presents.</param>
    /// <param name="parameters">The parameters of the request.</param>
    /// <exception cref="ProtocolException">A native app presents a credential.</exception>
    private static bool IsWithoutCredential(
        HttpContext context, Application client, ClientType? type, PresentedCredential presented,
        RequestParameters parameters)
    {
        if (!presented.IsNone)
        {
            var isNative = type is null
                ? client.RedirectUris.Count == 0 && client.PublicClientRedirectUris.Count > 0
                : type == ClientType.Native;
            if (isNative)
            {
                throw new ProtocolException(ClientErrors.PublicClientWithCredential(client.ClientId.ToString()));
            }

            return false;
        }

        var isCrossOrigin = context.Request.Headers.Origin.Count > 0
            && parameters["grant_type"] is ("authorization_code" or "refresh_token");
        return type switch
        {
            ClientType.Web => isCrossOrigin,
            ClientType.Spa or ClientType.Native => true,

            // A public client has to learn that its code or refresh token is unknown, so that it signs its user in
            // again.
            _ => isCrossOrigin || client.IsFallbackPublicClient || client.SpaRedirectUris.Count > 0
                || client.PublicClientRedirectUris.Count > 0,
        };
    }

    private async Task<ClientProof> ProveAsync(
        HttpContext context, TenantReference tenant, Application client, PresentedCredential presented,
        CancellationToken cancellationToken)
    {
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
