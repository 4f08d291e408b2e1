using Sandbox.B2C.Errors;
using Sandbox.B2C.Journeys;
using Sandbox.B2C.Policies;
using Sandbox.B2C.Routing;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Wire;

namespace Sandbox.B2C.Authorize;

/// <summary>A policy's authorization endpoint (RFC 6749, section 3.1; OpenID Connect Core, section 3.1.2).</summary>
internal sealed class PolicyAuthorizeEndpoint(PolicyDirectory policies, PolicyRequestReader reader, JourneyFlow flow)
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPolicy<PolicyAuthorizeEndpoint>(
        "oauth2/v2.0/authorize", [HttpMethods.Get, HttpMethods.Post], (endpoint, context) => endpoint.HandleAsync(context));

    private async Task<IResult> HandleAsync(HttpContext context)
    {
        var notes = context.Features.Get<ExchangeNotes>();
        var policy = policies.Find(context);
        var parameters = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var target = reader.ReadTarget(policy, parameters, notes);
        PolicyRequest request;
        try
        {
            request = reader.Read(policy, target, parameters, notes);
        }
        catch (ProtocolException exception)
        {
            return AuthorizationAnswer.Of(B2CErrors.Of(exception.Error), target, context);
        }

        return await flow.BeginAsync(request, context);
    }
}
