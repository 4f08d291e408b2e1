using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.SignIn;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.AdminConsent;

/// <summary>The admin consent endpoint.</summary>
internal static class AdminConsentEndpoint
{
    public static void MapAdminConsent(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/{tenant}/v2.0/adminconsent", HandleAsync);

    private static async Task<IResult> HandleAsync(string tenant, HttpContext context, AdminConsentSignIn kind, SignInInteractions interactions)
    {
        var parameters = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
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

        return await interactions.BeginAsync(request, context);
    }
}
