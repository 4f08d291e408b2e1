using Sandbox.EntraId.Flow;
using Sandbox.EntraId.Version1;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Wire;

namespace Sandbox.EntraId.Authorize;

/// <summary>The authorization endpoint (RFC 6749, section 3.1; OpenID Connect Core, section 3.1.2).</summary>
internal static class AuthorizeEndpoint
{
    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Post];

    public static void MapAuthorize(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/{tenant}/oauth2/v2.0/authorize", _methods, HandleAsync);
        endpoints.MapMethods("/{tenant}/oauth2/authorize", _methods, HandleVersion1Async);
    }

    private static async Task<IResult> HandleAsync(
        string tenant, HttpContext context, AuthorizationRequestReader reader, SignInFlow flow)
    {
        var parameters = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        return await BeginAsync(tenant, parameters, SignInPurpose.Application, context, reader, flow);
    }

    private static async Task<IResult> HandleVersion1Async(
        string tenant, HttpContext context, AuthorizationRequestReader reader, SignInFlow flow)
    {
        var parameters = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var translated = Version1Parameters.OfSignIn(parameters);
        return await BeginAsync(tenant, translated, SignInPurpose.ApplicationVersion1, context, reader, flow);
    }

    private static async Task<IResult> BeginAsync(
        string tenant, RequestParameters parameters, SignInPurpose purpose, HttpContext context,
        AuthorizationRequestReader reader, SignInFlow flow)
    {
        var notes = context.Features.Get<ExchangeNotes>();
        var (reference, target) = reader.ReadTarget(tenant, parameters, notes);
        AuthorizationRequest request;
        try
        {
            request = reader.Read(reference, target, parameters, purpose, notes);
        }
        catch (ProtocolException exception)
        {
            return AuthorizationAnswer.Of(exception.Error, target, context);
        }

        return await flow.BeginAsync(request, context);
    }
}
