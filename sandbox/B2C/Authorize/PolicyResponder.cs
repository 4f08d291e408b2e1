using Sandbox.B2C.Tokens;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Sessions;
using Sandbox.Protocol.Tokens;

namespace Sandbox.B2C.Authorize;

/// <summary>Issues what a request to a policy asked for: a code, an ID token, or both.</summary>
internal sealed class PolicyResponder(Grants grants, Issuance issuance, PolicyTokens tokens)
{
    /// <param name="request">The request.</param>
    /// <param name="session">Who signed in.</param>
    /// <param name="isNewUser">Whether this sign-in made the account.</param>
    /// <param name="restClaims">What the policy's REST API added, as JSON.</param>
    /// <param name="context">The request's context.</param>
    public async Task<AuthorizationAnswer> AnswerAsync(PolicyRequest request, SignedInUser session, bool isNewUser, string? restClaims, HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var policy = request.Policy.Policy;
        var grant = grants.Create(request, session, request.Scope.Text);
        var facts = new PolicyGrant
        {
            GrantId = grant.Id,
            PolicyName = policy.Name,
            IdentityProvider = session.Session.IdentityProvider,
            IsNewUser = isNewUser,
            RestClaims = restClaims,
        };
        var code = await issuance.IssueAsync(grant, session.Session, request, facts);
        var content = new PolicyTokenContent(Authority.Of(context.Request), policy, session.User, request.Client, grant, facts)
        {
            Nonce = request.Nonce,
            Code = code,
        };
        return new AuthorizationAnswer(request.Target,
        [
            new("code", code),
            new("id_token", request.WantsIdToken ? await tokens.CreateIdTokenAsync(content, cancellationToken) : null),
            new("client_info", request.WantsClientInfo ? ClientInfo.Of(session.User, policy) : null),
            new("state", request.Target.State),
        ]);
    }
}
