using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Sandbox.B2C.Errors;
using Sandbox.B2C.Policies;
using Sandbox.Hosting;
using Sandbox.Protocol.Errors;
using Sandbox.Users;
using Sandbox.Wire;

namespace Sandbox.B2C.RestClaims;

/// <summary>Asks a custom policy's REST API for claims before a token is issued: a real HTTP call, which can fail like one.</summary>
internal sealed class RestClaimsClient(IHttpClientFactory clients, RestClaimsKey key, IServer server)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string Name = "b2c-rest-claims";

    // A custom policy names the claims that it takes over (OutputClaims); an API cannot add others.
    private static readonly string[] _outputClaims = ["loyaltyNumber", "loyaltyTier"];

    /// <returns>The claims as a JSON object of strings, or what the application is told instead; neither when the policy asks no API.</returns>
    public async Task<(string? Claims, ProtocolError? Failure)> GetAsync(Policy policy, User user, HttpContext context)
    {
        if (policy.RestClaimsApi is not { } api)
        {
            return (null, null);
        }

        var result = await CallAsync(api, user, context);
        context.Features.Get<ExchangeNotes>()?.Note("the policy's REST API gave its claims", passed: result.Failure is null, $"POST {api}");
        return result;
    }

    private async Task<(string? Claims, ProtocolError? Failure)> CallAsync(string api, User user, HttpContext context)
    {
        using var client = clients.CreateClient(Name);
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(api))
        {
            Content = JsonContent.Create(new { objectId = user.Id }),
        };
        request.Headers.Add(RestClaimsKey.Header, key.Value);
        request.Headers.Add("client-request-id", Correlation.IdOf(context).ToString());
        try
        {
            using var response = await client.SendAsync(request, context.RequestAborted);
            var text = await response.Content.ReadAsStringAsync(context.RequestAborted);
            return response.IsSuccessStatusCode
                ? (JsonSerializer.Serialize(Read(text)), null)
                : (null, RestClaimsErrors.Refused(api, (int)response.StatusCode, ReasonOf(response, text)));
        }
        catch (JsonException)
        {
            return (null, RestClaimsErrors.Unreadable(api));
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            return (null, RestClaimsErrors.Unreachable(api));
        }
    }

    private static Dictionary<string, string?> Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.EnumerateObject()
                .Where(claim => _outputClaims.Contains(claim.Name) && claim.Value.ValueKind == JsonValueKind.String)
                .GroupBy(claim => claim.Name)
                .ToDictionary(claims => claims.Key, claims => claims.Last().Value.GetString())
            : throw new JsonException("The answer is no object.");
    }

    /// <summary>The sentence for the person that an API gives with 409, or HTTP's own words.</summary>
    private static string ReasonOf(HttpResponseMessage response, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (response.StatusCode == HttpStatusCode.Conflict && document.RootElement.TryGetProperty("userMessage", out var message) && message.ValueKind == JsonValueKind.String)
            {
                return message.GetString()!;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The status says enough.
        }

        return response.ReasonPhrase ?? response.StatusCode.ToString();
    }

    private Uri AddressOf(string api) => api.StartsWith('/') ? new Uri(ListenAddresses.Own(server), api) : new Uri(api);
}
