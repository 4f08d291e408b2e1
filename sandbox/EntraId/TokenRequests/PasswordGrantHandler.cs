using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Guests;
using Sandbox.EntraId.Scopes;
using Sandbox.EntraId.SignIn;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Tokens;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.EntraId.TokenRequests;

/// <summary>
/// Exchanges the user name and the password of a user for tokens (RFC 6749, section 4.3). There is no page, so whatever
/// a page would ask for is an error: a second factor, consent, a new password.
/// </summary>
internal sealed class PasswordGrantHandler(
    Accounts accounts, GuestAccounts guests, LiveDirectory directory, ScopeParser scopes, Grants grants,
    UserTokens tokens, TimeProvider time) : IGrantHandler
{
    public string GrantType => "password";

    public async Task<TokenResponse> HandleAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Tenant.Audience is TenantAudience.Common or TenantAudience.Consumers)
        {
            throw new ProtocolException(RequestErrors.GrantNotAtAuthority(request.Tenant.Segment));
        }

        var client = request.Client.Application;
        AuthorizationRequestReader.CheckIsOpen(request.Tenant, client);
        var userName = request.Parameters.Required("username");
        var password = request.Parameters.Required("password");
        var scope = scopes.ParseForToken(
            request.Parameters.Required("scope"), client.ClientId, request.Tenant, request.IsVersion1);
        CheckDomain(request.Tenant, userName);
        if (request.Notes is { } notes)
        {
            notes.User = userName;
        }

        // The moment before the check: a password that is changed meanwhile ends what this grant gives.
        var authenticatedAt = time.GetUtcNow();
        var user = await SignInAsync(new SignInPlace(request.Tenant, client), userName, password, cancellationToken);
        request.Notes?.Note("password is the account's", passed: true, null);
        var claims = ClaimsRequest.Parse(request.Parameters["claims"]);
        var grant = grants.CreateWithoutSession(user, client.ClientId, authenticatedAt, scope.Text, claims.Text);
        await tokens.CheckAsync(request, grant, user, scope, cancellationToken);
        await grants.AddWithoutSessionAsync(grant);
        return await tokens.IssueAsync(request, grant, user, scope, nonce: null, cancellationToken);
    }

    /// <summary>An authority without a tenant leaves it to the domain of the user name to name the tenant.</summary>
    private void CheckDomain(TenantReference authority, string userName)
    {
        if (authority.Tenant is not null)
        {
            return;
        }

        var at = userName.LastIndexOf('@');
        if (at < 0)
        {
            throw new ProtocolException(RequestErrors.TenantUnclear(authority.Segment));
        }

        if (directory.Current.FindTenant(userName[(at + 1)..]) is null)
        {
            throw new ProtocolException(SignInErrors.UnknownDomain(userName[(at + 1)..]));
        }
    }

    private async Task<User> SignInAsync(
        SignInPlace place, string userName, string password, CancellationToken cancellationToken)
    {
        var (account, error) = await accounts.FindAsync(place, userName, password, cancellationToken);
        if (account is null)
        {
            throw new ProtocolException(error!);
        }

        if (place.Tenant.Tenant is not { } tenant || tenant.Id == account.TenantId)
        {
            return account;
        }

        var guest = await guests.FindAsync(tenant.Id, account, cancellationToken);
        var pending = SignInErrors.InvitationPending(userName, tenant.Name) with { Error = "invalid_grant" };
        return guest is { Invitation: InvitationState.Accepted } ? guest : throw new ProtocolException(pending);
    }
}
