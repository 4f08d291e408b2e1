using Sandbox.EntraId.Flow;
using Sandbox.EntraId.Tokens;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;
using Sandbox.Protocol.Tokens;
using Sandbox.Wire;

namespace Sandbox.EntraId.Authorize;

/// <summary>
/// A sign-in that an app asked the authorization endpoint for. It ends at the redirect URI, with a code, an ID token, or
/// both.
/// </summary>
internal class ApplicationSignIn(
    AuthorizationRequestReader reader, Grants grants, Issuance issuance, IdTokenFactory idTokens) : ISignInKind
{
    public virtual SignInPurpose Purpose => SignInPurpose.Application;

    public AuthorizationRequest Read(PendingSignIn pending, HttpContext context)
    {
        var parameters = pending.Parameters;
        var notes = context.Features.Get<ExchangeNotes>();
        var (tenant, target) = reader.ReadTarget(pending.Tenant, parameters, notes);
        return reader.Read(tenant, target, parameters, Purpose, notes);
    }

    public async Task<IResult> AnswerAsync(AuthorizationRequest request, SignedInUser session, HttpContext context)
    {
        var grant = grants.Create(request, session, request.Scope.Text, request.Claims.Text);
        var code = await issuance.IssueAsync(grant, session.Session, request);
        var authority = Authority.Of(context.Request);
        var idToken = request.WantsIdToken
            ? await idTokens.CreateAsync(new(authority, session.User, request.Client, grant, request.Scope)
            {
                Nonce = request.Nonce,
                Code = code,
                InFragment = request.Target.Mode == ResponseMode.Fragment,
            }, context.RequestAborted)
            : null;
        return new AuthorizationAnswer(request.Target,
        [
            new("code", code),
            new("id_token", idToken),
            new("client_info", request.WantsClientInfo ? Subjects.ClientInfo(session.User) : null),
            new("state", request.Target.State),
            new("session_state", grant.SessionId.ToString()),
        ]);
    }

    public Task<IResult> FailAsync(AuthorizationRequest request, ProtocolError error, HttpContext context) =>
        Task.FromResult<IResult>(AuthorizationAnswer.Of(error, request.Target, context));
}

/// <summary>
/// A sign-in that an app asked the authorization endpoint of version 1 for. Its ID token is of version 1.0.
/// </summary>
internal sealed class Version1SignIn(
    AuthorizationRequestReader reader, Grants grants, Issuance issuance, IdTokenFactory idTokens)
    : ApplicationSignIn(reader, grants, issuance, idTokens)
{
    public override SignInPurpose Purpose => SignInPurpose.ApplicationVersion1;
}
