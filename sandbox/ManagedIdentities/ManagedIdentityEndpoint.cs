using System.Globalization;
using System.Text.Json.Serialization;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Wire;

namespace Sandbox.ManagedIdentities;

/// <summary>The endpoint that App Service gives a web app beside itself (<c>IDENTITY_ENDPOINT</c>), version 2019-08-01.</summary>
internal sealed class ManagedIdentityEndpoint(ManagedIdentityDirectory identities, ManagedIdentityResources resources, ManagedIdentityTokens tokens)
{
    private const string Version = "2019-08-01";

    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            return Results.Json(await HandleAsync(context, context.RequestAborted));
        }
        catch (ManagedIdentityException exception)
        {
            return Fail(exception.Status, exception.Message, context);
        }
        catch (ProtocolException exception)
        {
            return Fail(exception.Error.Status, exception.Error.Message, context);
        }
    }

    private async Task<Answer> HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var parameters = await RequestParameters.ReadAsync(context.Request, cancellationToken);
        parameters.RejectDuplicates();
        var identity = identities.Find(context.Request, parameters);
        if (context.Features.Get<ExchangeNotes>() is { } notes)
        {
            notes.ClientId = identity.ClientId.ToString();
            notes.Note("managed identity", passed: true, identity.Name);
        }

        if (parameters.Required("api-version") is var version && version != Version)
        {
            throw ManagedIdentityException.BadRequest($"The api-version '{version}' is not known here. Send {Version}.");
        }

        var name = parameters.Required("resource");
        var resource = resources.Find(name, identity);
        var (token, expires) = await tokens.CreateAsync(identity, resource, Authority.Of(context.Request), cancellationToken);
        return new Answer(token, expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), name, identity.ClientId.ToString());
    }

    private static IResult Fail(int status, string message, HttpContext context)
    {
        context.Features.Get<ExchangeNotes>()?.Note("managed identity", passed: false, message);
        return Results.Json(new Problem(status, message), statusCode: status);
    }

    private sealed record Answer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("expires_on")] string ExpiresOn,
        [property: JsonPropertyName("resource")] string Resource,
        [property: JsonPropertyName("client_id")] string ClientId)
    {
        [JsonPropertyName("token_type")]
        public string TokenType { get; } = "Bearer";
    }

    private sealed record Problem(
        [property: JsonPropertyName("statusCode")] int StatusCode,
        [property: JsonPropertyName("message")] string Message);
}
