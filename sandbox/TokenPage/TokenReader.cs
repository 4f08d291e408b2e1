using System.Globalization;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Sandbox.TokenPage;

/// <summary>Reads a token without trusting it.</summary>
internal sealed class TokenReader(
    TokenKinds kinds, SignatureCheck signatures, ApiCheck apis, TimeProvider time)
{
    private static readonly string[] _times = ["exp", "nbf", "iat", "auth_time"];
    private static readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = TokenPageEndpoint.MaxLength };
    private static readonly JsonSerializerOptions _readable = new()
    {
        WriteIndented = true,
        // The page encodes what it shows.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a token.</summary>
    /// <param name="text">The token. White space around it and a leading <c>Bearer</c> are ignored.</param>
    /// <param name="request">What else was asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TokenPageException">The text is no token that can be read.</exception>
    public async Task<TokenReading> ReadAsync(string text, TokenRequest request, CancellationToken cancellationToken)
    {
        var token = Parse(text);
        var (header, payload) = (Decode(token.EncodedHeader, "header"), Decode(token.EncodedPayload, "payload"));
        var kind = kinds.Of(token, payload);
        var signature = await signatures.CheckAsync(token, request.Keys, cancellationToken);
        var (api, verdicts) = apis.Check(token, kind, signature, request);
        return new TokenReading
        {
            Kind = kind,
            Header = [.. header.EnumerateObject().Select(member => LineOf(member, ClaimMeanings.OfHeader(member.Name)))],
            Claims = [.. payload.EnumerateObject().Select(member => LineOf(member, ClaimMeanings.OfClaim(kind, member.Name)))],
            Signature = signature,
            Api = api,
            AtApi = verdicts,
        };
    }

    /// <summary>Reads the claims of a token without any check.</summary>
    /// <returns><see langword="null"/> when the text is no token that can be read.</returns>
    public TokenDescription? TryDescribe(string text)
    {
        try
        {
            var token = Parse(text);
            var payload = Decode(token.EncodedPayload, "payload");
            var kind = kinds.Of(token, payload);
            return new TokenDescription(kind, [.. payload.EnumerateObject()
                .Select(member =>
                    new TokenLine(member.Name, TextOf(member.Value), ClaimMeanings.OfClaim(kind, member.Name)))]);
        }
        catch (TokenPageException)
        {
            return null;
        }
    }

    /// <summary>A time and its distance from now, in words.</summary>
    public static string Describe(DateTimeOffset moment, DateTimeOffset now)
    {
        var distance = moment - now;
        var at = moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        return distance >= TimeSpan.Zero ? $"{at}, in {Words(distance)}" : $"{at}, {Words(-distance)} ago";
    }

    private static JsonWebToken Parse(string text)
    {
        var trimmed = text.Trim();
        const string scheme = "Bearer ";
        var token = trimmed.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            ? trimmed[scheme.Length..].Trim()
            : trimmed;
        var parts = token.Count(character => character == '.') + 1;
        if (parts == 5)
        {
            throw new TokenPageException(
                "The token is encrypted (JWE), and only its recipient has the key.",
                "Paste a signed token (JWS). It has two dots.");
        }

        if (parts != 3)
        {
            throw new TokenPageException(
                "The text is not a JSON Web Token. Refresh tokens, authorization codes and session cookies are not "
                    + "JSON Web Tokens. Only the provider or app that issued them can read them.",
                "Paste an ID token, an access token or an assertion. It has three parts with a dot between them.");
        }

        JsonWebToken read;
        try
        {
            read = _handler.ReadJsonWebToken(token);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or SecurityTokenException or JsonException)
        {
            throw new TokenPageException(
                "The text has the form of a JSON Web Token, but its parts cannot be decoded.",
                "Copy the whole token again, without line breaks, quotation marks or dots at the end.");
        }

        try
        {
            // The library decodes these claims when they are read, which is too late for an answer to the user.
            _ = (read.ValidFrom, read.ValidTo, read.IssuedAt, read.Issuer, read.Subject, read.Audiences.Count());
            return read;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or SecurityTokenException
            or JsonException or InvalidOperationException or InvalidCastException or OverflowException)
        {
            throw new TokenPageException(
                "A claim has another type than RFC 7519, section 4.1 gives it: exp, nbf and iat are numbers of "
                    + "seconds, and iss, sub and aud are texts. Readers reject the token.",
                "Correct the claim in the program that issues the token.");
        }
    }

    // The reader of the library returns claims without their order and form, and the page is to show what was sent.
    private static JsonElement Decode(string part, string name)
    {
        try
        {
            var element = JsonElement.Parse(Base64UrlEncoder.DecodeBytes(part));
            if (element.ValueKind == JsonValueKind.Object)
            {
                // An escaped half of a surrogate pair is valid JSON, and no text. The page could not show it.
                _ = JsonSerializer.Serialize(element, _readable);
                return element;
            }
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            // The same as other JSON than an object.
        }

        throw new TokenPageException($"The {name} of the token is not a JSON object.", "Copy the whole token again.");
    }

    private static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonSerializer.Serialize(value, _readable);

    private TokenLine LineOf(JsonProperty member, string? meaning) =>
        new(member.Name, TextOf(member.Value), meaning) { InWords = FindTime(member) };

    private string? FindTime(JsonProperty member) =>
        _times.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt64(out var seconds)
        && seconds is > 0 and < 253_402_300_800 // the year 10,000
            ? Describe(DateTimeOffset.FromUnixTimeSeconds(seconds), time.GetUtcNow())
            : null;

    private static string Words(TimeSpan distance) => distance switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)distance.TotalDays} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)distance.TotalHours} hours"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)distance.TotalMinutes} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)distance.TotalSeconds} seconds"),
    };
}

/// <summary>The page cannot do what was asked.</summary>
/// <param name="problem">The cause.</param>
/// <param name="fix">What to do.</param>
internal sealed class TokenPageException(string problem, string fix) : Exception($"{problem} {fix}")
{
    /// <summary>The cause.</summary>
    public string Problem { get; } = problem;

    /// <summary>What to do.</summary>
    public string Fix { get; } = fix;
}
