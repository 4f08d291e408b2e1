using Sandbox.EntraId.SignIn;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Wire;

namespace Sandbox.EntraId.Authorize;

/// <summary>The authorization endpoint (RFC 6749, section 3.1; OpenID Connect Core, section 3.1.2).</summary>
internal static class AuthorizeEndpoint
{
    public static void MapAuthorize(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/{tenant}/oauth2/v2.0/authorize", [HttpMethods.Get, HttpMethods.Post], HandleAsync);

    private static async Task<IResult> HandleAsync(string tenant, HttpContext context, AuthorizationRequestReader reader, SignInInteractions interactions)
    {
        var notes = context.Features.Get<ExchangeNotes>();
        var parameters = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var (reference, target) = reader.ReadTarget(tenant, parameters, notes);
        AuthorizationRequest request;
        try
        {
            request = reader.Read(reference, target, parameters, notes);
        }
        catch (ProtocolException exception)
        {
            return AuthorizationAnswer.Of(exception.Error, target, context);
        }

        return await interactions.BeginAsync(request, context);
    }
}
