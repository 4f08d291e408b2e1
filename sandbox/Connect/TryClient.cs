using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Hosting;
using Sandbox.TokenPage;

namespace Sandbox.Connect;

/// <summary>
/// A client of the sandbox's own endpoints, which it calls over HTTP as every other client does: it redeems codes, and
/// checks ID tokens with what the metadata says.
/// </summary>
internal sealed class TryClient(OwnClient client, TimeProvider time)
{
    // As in client libraries (ASP.NET Core).
    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>Calls the token endpoint of an authority.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="fields">The form.</param>
    /// <param name="isFromBrowser">Whether to send <c>Origin</c>, as a browser does for a single-page app.</param>
    /// <param name="context">The request of the developer, whose host is that of all addresses in the answers.</param>
    public async Task<TryAnswer> RequestTokensAsync(
        AppAuthority authority,
        IEnumerable<KeyValuePair<string, string>> fields,
        bool isFromBrowser,
        HttpContext context)
    {
        var id = Guid.NewGuid();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{authority.Path}/oauth2/v2.0/token")
        {
            Content = new FormUrlEncodedContent(fields),
            Headers = { { "client-request-id", id.ToString() } },
        };
        if (isFromBrowser)
        {
            request.Headers.Add("Origin", $"{context.Request.Scheme}://{context.Request.Host}");
        }

        return new TryAnswer(id, await SendAsync(request, context));
    }

    /// <summary>Checks an ID token (OpenID Connect Core, section 3.1.3.7).</summary>
    /// <param name="token">The token.</param>
    /// <param name="run">The sign-in for which it was issued. Its authority names issuer and keys.</param>
    /// <param name="context">The request of the developer.</param>
    /// <returns>The name of the user.</returns>
    /// <exception cref="TryException">The token has to be rejected.</exception>
    public async Task<string> CheckIdTokenAsync(string token, TryRun run, HttpContext context)
    {
        var metadata = OpenIdConnectConfiguration.Create(
            await GetAsync($"{run.Authority.Path}/v2.0/.well-known/openid-configuration", context));
        var keys = JsonWebKeySet.Create(await GetAsync(new Uri(metadata.JwksUri).PathAndQuery, context));
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidIssuer = metadata.Issuer,
            ValidAudience = run.ClientId.ToString(),
            LifetimeValidator = (notBefore, expires, _, _) =>
                expires + _skew > time.GetUtcNow().UtcDateTime && notBefore - _skew < time.GetUtcNow().UtcDateTime,
        });
        if (!result.IsValid)
        {
            throw new TryException($"The ID token has to be rejected. {result.Exception.Message}");
        }

        return result.ClaimsIdentity.FindFirst("nonce")?.Value == run.Nonce
            ? result.ClaimsIdentity.FindFirst("preferred_username")?.Value
                ?? result.ClaimsIdentity.FindFirst("name")?.Value
                ?? result.ClaimsIdentity.FindFirst("sub")!.Value
            : throw new TryException("The ID token has to be rejected. Its nonce does not belong to this sign-in.");
    }

    private async Task<string> GetAsync(string path, HttpContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return (await SendAsync(request, context)).GetRawText();
    }

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, HttpContext context)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var response = await client.SendAsync(request, context);
            var text = await response.Content.ReadAsStringAsync(context.RequestAborted);
            var answer = Parse(text);
            return response.IsSuccessStatusCode && answer.ValueKind == JsonValueKind.Object
                ? answer
                : throw Refused(request.RequestUri!, (int)response.StatusCode, answer);
        }
        catch (Exception exception) when (exception is HttpRequestException
            || (exception is OperationCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            throw new TryException($"{request.RequestUri!.AbsolutePath} did not answer. {exception.Message}");
        }
    }

    /// <summary>The answer as JSON; nothing when it is a page.</summary>
    private static JsonElement Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static TryException Refused(Uri address, int status, JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var error)
            && error.ValueKind == JsonValueKind.String
            ? TryException.Of(
                error.GetString()!, answer.TryGetProperty("error_description", out var text) ? text.ToString() : null)
            : new TryException($"{address.AbsolutePath} answered with HTTP {status}, without an error in JSON.");
}

/// <summary>An answer of the token endpoint.</summary>
/// <param name="Exchange">The correlation ID of the request.</param>
/// <param name="Body">The JSON object.</param>
internal sealed record TryAnswer(Guid Exchange, JsonElement Body)
{
    /// <summary>A member of the answer; <see langword="null"/> when it is not there.</summary>
    public string? Find(string name) =>
        Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A run that did not get its tokens.</summary>
/// <param name="message">What happened.</param>
internal sealed class TryException(string message) : Exception(message)
{
    // The message ends before the first ID. A description of B2C has no trace ID.
    private static readonly string[] _ids = ["Trace ID:", "Correlation ID:"];
    private static readonly string[] _codes = ["AADSTS", "AADB2C"];

    /// <summary>The code of the error, where there is one.</summary>
    public string? Code { get; private init; }

    /// <summary>An error in the words of the protocol.</summary>
    /// <param name="error">The OAuth error.</param>
    /// <param name="description">Its description, which begins with a code and ends with IDs.</param>
    public static TryException Of(string error, string? description)
    {
        var text = description ?? "";
        var end = _ids.Select(id => text.IndexOf(id, StringComparison.Ordinal)).FirstOrDefault(at => at >= 0, -1);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var hasCode = colon > 0 && _codes.Any(code => text.StartsWith(code, StringComparison.Ordinal));
        return new TryException($"{error}: {(end < 0 ? text : text[..end]).Trim()}")
        {
            Code = hasCode ? text[..colon] : null,
        };
    }
}
