using Sandbox.B2C.Errors;
using Sandbox.B2C.Journeys;
using Sandbox.B2C.Policies;
using Sandbox.B2C.Routing;
using Sandbox.EntraId;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.Wire;

namespace Sandbox.B2C.Authorize;

/// <summary>A policy's authorization endpoint (RFC 6749, section 3.1; OpenID Connect Core, section 3.1.2).</summary>
internal sealed class PolicyAuthorizeEndpoint(PolicyDirectory policies, PolicyRequestReader reader, JourneyInteractions interactions)
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPolicy<PolicyAuthorizeEndpoint>(
        "oauth2/v2.0/authorize", [HttpMethods.Get, HttpMethods.Post], (endpoint, context) => endpoint.HandleAsync(context));

    private async Task<IResult> HandleAsync(HttpContext context)
    {
        var notes = context.Features.Get<ExchangeNotes>();
        var policy = await policies.FindAsync(PolicyAddress.Of(context), context.RequestAborted);
        var parameters = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var target = await reader.ReadTargetAsync(policy, parameters, notes, context.RequestAborted);
        PolicyRequest request;
        try
        {
            request = await reader.ReadAsync(policy, target, parameters, notes, context.RequestAborted);
        }
        catch (ProtocolException exception)
        {
            return AuthorizationAnswer.Of(B2CErrors.Of(exception.Error), target, context);
        }

        return await interactions.ContinueAsync(request, journey: null, context);
    }
}
