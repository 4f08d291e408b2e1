using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Flow;
using Sandbox.EntraId.Scopes;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;
using Sandbox.Tenants;
using Sandbox.Wire;

namespace Sandbox.EntraId.AdminConsent;

/// <summary>An administrator's sign-in to allow an application something for everyone. The application gets no token by it, only the news.</summary>
internal class AdminConsentSignIn(AuthorizationRequestReader reader, ScopeParser scopes) : ISignInKind
{
    public virtual SignInPurpose Purpose => SignInPurpose.AdminConsent;

    /// <summary>Finds out where the answer goes. It is always a query.</summary>
    /// <exception cref="ProtocolException">There is nowhere to send the error to.</exception>
    public (TenantReference Tenant, ResponseTarget Target) ReadTarget(string tenantSegment, RequestParameters parameters, HttpContext context)
    {
        var (tenant, target) = reader.ReadTarget(tenantSegment, parameters, context.Features.Get<ExchangeNotes>());
        return (tenant, target with { Mode = ResponseMode.Query });
    }

    /// <summary>Checks the rest.</summary>
    /// <exception cref="ProtocolException">The application has made a mistake, and is to be told so.</exception>
    public AuthorizationRequest Read(TenantReference tenant, ResponseTarget target, RequestParameters parameters)
    {
        parameters.RejectDuplicates();
        AuthorizationRequestReader.CheckIsOpen(tenant, target.Client);
        return new AuthorizationRequest
        {
            Tenant = tenant,
            Target = target,
            Parameters = parameters,
            WantsCode = false,
            WantsIdToken = false,
            Scope = ReadScope(parameters, target.Client, tenant),
            Prompt = Prompts.AsNeeded,
            Claims = ClaimsRequest.Parse(null),
            Purpose = Purpose,
        };
    }

    public AuthorizationRequest Read(PendingSignIn pending, HttpContext context)
    {
        var parameters = pending.Parameters;
        var (tenant, target) = ReadTarget(pending.Tenant, parameters, context);
        return Read(tenant, target, parameters);
    }

    public Task<IResult> AnswerAsync(AuthorizationRequest request, SignedInUser session, HttpContext context) =>
        Task.FromResult<IResult>(new AuthorizationAnswer(request.Target,
        [
            new("admin_consent", "True"),
            new("tenant", session.User.TenantId.ToString()),
            new("scope", ScopeOfAnswer(request)),
            new("state", request.Target.State),
        ]));

    public Task<IResult> FailAsync(AuthorizationRequest request, ProtocolError error, HttpContext context) =>
        Task.FromResult<IResult>(Failure(error, request.Target, context));

    /// <summary>What the administrator is asked to allow.</summary>
    /// <exception cref="ProtocolException">The request does not say it, or names what does not exist.</exception>
    protected virtual ScopeRequest ReadScope(
        RequestParameters parameters, Application client, TenantReference tenant) =>
        scopes.Parse(parameters.Required("scope"), client.ClientId, tenant);

    /// <summary>The scopes that the answer names; <see langword="null"/> where it names none.</summary>
    protected virtual string? ScopeOfAnswer(AuthorizationRequest request) => request.Scope.Text;

    /// <summary>As in the cloud, <c>admin_consent</c> marks the kind of the answer, not its content.</summary>
    public static AuthorizationAnswer Failure(ProtocolError error, ResponseTarget target, HttpContext context) =>
        AuthorizationAnswer.Of(error, target, context).With("admin_consent", "True");
}
