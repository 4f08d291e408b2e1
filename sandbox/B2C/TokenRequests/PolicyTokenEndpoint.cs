using Sandbox.B2C.Errors;
using Sandbox.B2C.Policies;
using Sandbox.B2C.Routing;
using Sandbox.Protocol;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Errors;
using Sandbox.Wire;

namespace Sandbox.B2C.TokenRequests;

/// <summary>A policy's token endpoint (RFC 6749, section 3.2).</summary>
internal sealed class PolicyTokenEndpoint(
    PolicyDirectory policies, ClientAuthenticator clients, PolicyGrantHandler handler)
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPolicy<PolicyTokenEndpoint>(
        "oauth2/v2.0/token", [HttpMethods.Get, HttpMethods.Post], (endpoint, context) => endpoint.AnswerAsync(context));

    private async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            throw new ProtocolException(RequestErrors.OnlyPost(context.Request.Method));
        }

        var cancellationToken = context.RequestAborted;
        var policy = policies.Find(context);
        var parameters = await RequestParameters.ReadAsync(context.Request, cancellationToken);
        parameters.RejectDuplicates();
        var grantType = parameters.Required("grant_type");
        if (parameters["client_id"] is null && context.Request.Headers.Authorization.Count == 0)
        {
            throw new ProtocolException(PolicyRequestErrors.NoClientId());
        }

        var client = await clients.AuthenticateAsync(context, policy.TenantReference, parameters, cancellationToken);
        var request = new PolicyTokenRequest(
            Authority.Of(context.Request), policy, parameters, client, context.Features.Get<ExchangeNotes>());
        var response = grantType switch
        {
            "authorization_code" => await handler.RedeemCodeAsync(request, cancellationToken),
            "refresh_token" => await handler.RefreshAsync(request, cancellationToken),
            _ => throw new ProtocolException(RequestErrors.UnsupportedGrantType(grantType)),
        };
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
        return Results.Json(response);
    }
}
