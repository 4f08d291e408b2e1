using System.Text.Json.Serialization;
using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Scopes;
using Sandbox.EntraId.TokenRequests;
using Sandbox.EntraId.Version1;
using Sandbox.Hosting;
using Sandbox.Protocol;
using Sandbox.Protocol.ClientAuthentication;
using Sandbox.Protocol.Errors;
using Sandbox.Tenants;

namespace Sandbox.EntraId.Device;

/// <summary>The device authorization endpoint (RFC 8628, section 3.1).</summary>
internal sealed class DeviceCodeEndpoint(
    TenantDirectory tenants, ClientAuthenticator clients, LiveDirectory directory, ScopeParser scopes,
    DeviceCodes codes)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(
            "/{tenant}/oauth2/v2.0/devicecode",
            (string tenant, HttpContext context, DeviceCodeEndpoint endpoint) =>
                endpoint.AnswerAsync(tenant, isVersion1: false, context));
        endpoints.MapGet("/{tenant}/oauth2/v2.0/devicecode", TokenEndpoint.OnlyPost);
        endpoints.MapPost(
            "/{tenant}/oauth2/devicecode",
            (string tenant, HttpContext context, DeviceCodeEndpoint endpoint) =>
                endpoint.AnswerAsync(tenant, isVersion1: true, context));
        endpoints.MapGet("/{tenant}/oauth2/devicecode", TokenEndpoint.OnlyPost);
    }

    private async Task<IResult> AnswerAsync(string tenant, bool isVersion1, HttpContext context)
    {
        try
        {
            var answer = await HandleAsync(tenant, isVersion1, context, context.RequestAborted);
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["client-request-id"] = Correlation.IdOf(context).ToString();
            return isVersion1 ? Results.Json(Version1DeviceAuthorization.Of(answer)) : Results.Json(answer);
        }
        catch (ProtocolException exception)
        {
            return new ErrorAnswer(exception.Error);
        }
    }

    private async Task<DeviceAuthorization> HandleAsync(
        string tenant, bool isVersion1, HttpContext context, CancellationToken cancellationToken)
    {
        if (!SameOriginFilter.ComesFromHere(context.Request))
        {
            // A page of any website could otherwise fill the memory with codes that nobody asked for.
            throw new ProtocolException(RequestErrors.Malformed(
                "A page of another site sent this request through a browser. A device must send the request itself."));
        }

        var parameters = await RequestParameters.ReadAsync(context.Request, cancellationToken);
        parameters.RejectDuplicates();
        if (isVersion1)
        {
            parameters = Version1Parameters.OfSignIn(parameters);
        }

        var reference = tenants.FindServed(tenant);

        // As at the token endpoint (RFC 8628, section 3.1): an application that forgot its secret learns so before its user has signed in.
        var authenticated = await clients.AuthenticateAsync(context, reference, parameters, cancellationToken);
        var client = authenticated.Application;
        if (authenticated.Method == ClientProof.None && !client.IsFallbackPublicClient)
        {
            // A request with 'grant_type' could otherwise pass as that of another grant.
            throw new ProtocolException(ClientErrors.NoCredential());
        }

        if (reference.Audience is TenantAudience.Common or TenantAudience.Organizations && !client.IsMultiTenant)
        {
            // Where a browser would get AADSTS50194.
            throw new ProtocolException(RequestErrors.TenantUnclear(reference.Segment));
        }

        AuthorizationRequestReader.CheckIsOpen(reference, client);
        var scope = scopes.Parse(parameters.Required("scope"), client.ClientId, reference, isVersion1);
        OwnApiRules.Check(scope, directory.Current.RegistrationOf(client.ClientId));
        _ = ClaimsRequest.Parse(parameters["claims"]);
        var (deviceCode, userCode) = codes.Create(
            DeviceTenants.NameOf(reference), client.ClientId, scope, parameters["claims"]);
        var address = Authority.Of(context.Request).Base + DeviceLoginEndpoints.Address;
        return new DeviceAuthorization(
            userCode, deviceCode, address, (int)DeviceCodes.Lifetime.TotalSeconds, (int)DeviceCodes.Interval.TotalSeconds,
            $"To sign in, open the page {address} in a browser and enter the code {userCode}.");
    }
}

/// <summary>The answer to a device (RFC 8628, section 3.2).</summary>
internal sealed record DeviceAuthorization(
    [property: JsonPropertyName("user_code")] string UserCode,
    [property: JsonPropertyName("device_code")] string DeviceCode,
    [property: JsonPropertyName("verification_uri")] string VerificationUri,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("interval")] int Interval,
    [property: JsonPropertyName("message")] string Message);
