using Sandbox.EntraId.SignIn;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;
using Sandbox.Wire;

namespace Sandbox.EntraId.Authorize;

/// <summary>A sign-in that an application asked the authorization endpoint for; it ends at the redirect URI.</summary>
internal sealed class ApplicationSignIn(AuthorizationRequestReader reader, AuthorizationResponder responder) : ISignInKind
{
    public SignInPurpose Purpose => SignInPurpose.Application;

    public AuthorizationRequest Read(PendingSignIn pending, HttpContext context)
    {
        var parameters = pending.Parameters;
        var notes = context.Features.Get<ExchangeNotes>();
        var (tenant, target) = reader.ReadTarget(pending.Tenant, parameters, notes);
        return reader.Read(tenant, target, parameters, notes);
    }

    public async Task<IResult> AnswerAsync(AuthorizationRequest request, BrowserSession session, HttpContext context) =>
        await responder.AnswerAsync(request, session, context, context.RequestAborted);

    public Task<IResult> FailAsync(AuthorizationRequest request, ProtocolError error, HttpContext context) =>
        Task.FromResult<IResult>(AuthorizationAnswer.Of(error, request.Target, context));
}
