using Sandbox.B2C.Errors;
using Sandbox.B2C.Policies;
using Sandbox.B2C.Routing;
using Sandbox.Protocol;
using Sandbox.Protocol.Logout;
using Sandbox.Protocol.Sessions;
using Sandbox.Wire;

namespace Sandbox.B2C.Logout;

/// <summary>A policy's end-session endpoint (OpenID Connect RP-Initiated Logout). A customer has one session for all policies of a tenant, and it ends.</summary>
internal sealed class PolicyLogoutEndpoint(PolicyDirectory policies, BrowserSessions browser, LogoutRequestReader reader, FrontChannelLogout frontChannel)
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPolicy<PolicyLogoutEndpoint>(
        "oauth2/v2.0/logout", [HttpMethods.Get, HttpMethods.Post], (endpoint, context) => endpoint.HandleAsync(context));

    private async Task<IResult> HandleAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var policy = policies.Find(context);
        var authority = Authority.Of(context.Request);
        var sessions = await browser.GetAsync(context, policy.Tenant.Id, cancellationToken);
        var request = await reader.ReadAsync(policy.TenantReference, authority.PolicyIssuer, context, sessions);
        if (context.Features.Get<ExchangeNotes>() is { } notes && sessions is [var only])
        {
            notes.User = only.User.SignInName;
        }

        var frames = await frontChannel.EndAsync(sessions, request.Client, authority.PolicyIssuer);
        await browser.TidyUpAsync(context, cancellationToken);
        return LogoutAnswer.Of(request, frames, context, B2CErrors.Of);
    }
}
