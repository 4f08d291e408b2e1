using Sandbox.EntraId.Version1;
using Sandbox.Protocol;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Errors;
using Sandbox.Tenants;
using Sandbox.Wire;

namespace Sandbox.EntraId.TokenRequests;

/// <summary>The token endpoint (RFC 6749, section 3.2).</summary>
internal sealed class TokenEndpoint(
    TenantDirectory tenants, ClientAuthenticator clients, IEnumerable<IGrantHandler> handlers, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/{tenant}/oauth2/v2.0/token", (string tenant, HttpContext context, TokenEndpoint endpoint) =>
            endpoint.AnswerAsync(tenant, isVersion1: false, context));
        endpoints.MapGet("/{tenant}/oauth2/v2.0/token", OnlyPost);
        endpoints.MapPost("/{tenant}/oauth2/token", (string tenant, HttpContext context, TokenEndpoint endpoint) =>
            endpoint.AnswerAsync(tenant, isVersion1: true, context));
        endpoints.MapGet("/{tenant}/oauth2/token", OnlyPost);
    }

    /// <summary>Somebody who opens the address in a browser gets a page to read, as in the cloud.</summary>
    public static IResult OnlyPost(HttpContext context)
    {
        var error = RequestErrors.OnlyPost(context.Request.Method);
        return context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? ErrorPage.Of(error, context)
            : new ErrorAnswer(error);
    }

    private async Task<IResult> AnswerAsync(string tenant, bool isVersion1, HttpContext context)
    {
        try
        {
            var response = await HandleAsync(tenant, isVersion1, context, context.RequestAborted);
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.Pragma = "no-cache";
            context.Response.Headers["client-request-id"] = Correlation.IdOf(context).ToString();
            return isVersion1
                ? Results.Json(new Version1TokenResponse(response, time.GetUtcNow()))
                : Results.Json(response);
        }
        catch (ProtocolException exception)
        {
            return new ErrorAnswer(exception.Error);
        }
    }

    private async Task<TokenResponse> HandleAsync(
        string tenant, bool isVersion1, HttpContext context, CancellationToken cancellationToken)
    {
        var parameters = await RequestParameters.ReadAsync(context.Request, cancellationToken);
        parameters.RejectDuplicates();
        if (isVersion1)
        {
            parameters = Version1Parameters.OfTokens(parameters);
        }

        var reference = tenants.FindServed(tenant);
        var grantType = parameters.Required("grant_type");
        var handler = handlers.FirstOrDefault(each => each.Answers(grantType))
            ?? throw new ProtocolException(RequestErrors.UnsupportedGrantType(grantType));
        if (parameters["resource"] is not null)
        {
            throw new ProtocolException(RequestErrors.ResourceNotSupported());
        }

        var client = await clients.AuthenticateAsync(context, reference, parameters, cancellationToken);
        var isCrossOrigin = context.Request.Headers.Origin.Count > 0;
        if (isCrossOrigin && !handler.IsForSpa)
        {
            throw new ProtocolException(RequestErrors.CrossOriginNotAllowed());
        }

        var notes = context.Features.Get<ExchangeNotes>();
        var request = new TokenRequest(Authority.Of(context.Request), reference, parameters, client, notes)
        {
            IsVersion1 = isVersion1,
            IsCrossOrigin = isCrossOrigin,
        };
        return await handler.HandleAsync(request, cancellationToken);
    }
}
