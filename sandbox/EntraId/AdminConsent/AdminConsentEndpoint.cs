using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Flow;
using Sandbox.EntraId.Version1;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.AdminConsent;

/// <summary>The admin consent endpoint, in both versions.</summary>
internal static class AdminConsentEndpoint
{
    public static void MapAdminConsent(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/{tenant}/v2.0/adminconsent", HandleAsync);
        endpoints.MapGet("/{tenant}/adminconsent", HandleVersion1Async);
    }

    private static async Task<IResult> HandleAsync(
        string tenant, HttpContext context, AdminConsentSignIn kind, SignInFlow flow)
    {
        var parameters = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        return await BeginAsync(tenant, parameters, kind, context, flow);
    }

    private static async Task<IResult> HandleVersion1Async(
        string tenant, HttpContext context, Version1AdminConsentSignIn kind, SignInFlow flow)
    {
        var parameters = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        return await BeginAsync(tenant, Version1Parameters.OfAdminConsent(parameters), kind, context, flow);
    }

    private static async Task<IResult> BeginAsync(
        string tenant, RequestParameters parameters, AdminConsentSignIn kind, HttpContext context,
        SignInFlow flow)
    {
        var (reference, target) = kind.ReadTarget(tenant, parameters, context);
        AuthorizationRequest request;
        try
        {
            request = kind.Read(reference, target, parameters);
        }
        catch (ProtocolException exception)
        {
            return AdminConsentSignIn.Failure(exception.Error, target, context);
        }

        return await flow.BeginAsync(request, context);
    }
}
