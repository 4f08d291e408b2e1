using Sandbox.EntraId.Tokens;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Sessions;
using Sandbox.Protocol.Tokens;
using Sandbox.Wire;

namespace Sandbox.EntraId.Authorize;

/// <summary>Issues what a request asked for: a code, an ID token, or both.</summary>
internal sealed class AuthorizationResponder(Grants grants, AuthorizationCodes codes, IdTokenFactory idTokens)
{
    public async Task<AuthorizationAnswer> AnswerAsync(
        AuthorizationRequest request, BrowserSession session, HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Features.Get<ExchangeNotes>() is { } notes)
        {
            notes.User = session.User.SignInName;
        }

        var grant = NewGrant(request, session);
        var code = request.WantsCode ? Secrets.Create("1.") : null;
        await grants.AddAsync(grant, session.Session);
        if (code is not null)
        {
            codes.Add(code, grant, request.Target.RedirectUri, request.Parameters);
        }

        var idToken = request.WantsIdToken
            ? await idTokens.CreateAsync(new IdTokenContent(Authority.Of(context.Request), session.User, request.Client, grant, request.Scope)
            {
                Nonce = request.Nonce,
                Code = code,
                InFragment = request.Target.Mode == ResponseMode.Fragment,
            }, cancellationToken)
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

    private Grant NewGrant(AuthorizationRequest request, BrowserSession session) => new()
    {
        Id = Guid.NewGuid(),
        TenantId = session.User.TenantId,
        ClientId = request.Client.ClientId,
        UserId = session.User.Id,
        SessionId = session.Session.Id,
        Scope = request.Scope.Text,
        AuthenticatedAt = session.Session.AuthenticatedAt,
        MultiFactor = session.Session.MultiFactorAt is not null,
        Claims = request.Claims.Text,
        WantsAuthenticationTime = request.MaxAge is not null,
        KeptUntil = grants.KeptUntil(request.Scope.Text),
    };
}
