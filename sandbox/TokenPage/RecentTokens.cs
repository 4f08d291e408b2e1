using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Sandbox.Applications;
using Sandbox.Wire;

namespace Sandbox.TokenPage;

/// <summary>The tokens in the newest recorded exchanges.</summary>
internal sealed class RecentTokens(WireRecord record, LiveDirectory directory, TokenReader reader)
{
    private const int Most = 20;

    // How the base64url of a JSON object begins. What other texts say in these parameters is no token.
    private const string Begin = "eyJ";

    private const string Bearer = "Bearer ";

    private static readonly string[] _answers = ["id_token", "access_token"];
    private static readonly string[] _parameters = ["client_assertion", "assertion", "id_token_hint"];

    /// <summary>The newest tokens, newest first.</summary>
    public IReadOnlyList<RecentToken> List() =>
        [
            .. record.After(0).Reverse()
                .SelectMany(TokensOf)
                .Where(token => token.Name != HeaderNames.Authorization)
                .Take(Most),
        ];

    /// <summary>One token.</summary>
    /// <param name="exchange">The ID of the exchange.</param>
    /// <param name="name">The name of the member or parameter with the token.</param>
    /// <returns><see langword="null"/> when the exchange is no longer recorded, or has no such token.</returns>
    public RecentToken? Find(long exchange, string name) =>
        record.After(exchange - 1)
            .Where(recorded => recorded.Id == exchange)
            .SelectMany(TokensOf)
            .FirstOrDefault(token => token.Name == name);

    /// <summary>A token in an exchange of which the client knows the correlation ID.</summary>
    /// <param name="correlationId">The <c>client-request-id</c> that the client sent.</param>
    /// <param name="name">The name of the member with the token.</param>
    /// <returns><see langword="null"/> when the exchange is no longer recorded, or has no such token.</returns>
    public RecentToken? Find(Guid correlationId, string name) =>
        record.After(0)
            .Where(recorded => recorded.CorrelationId == correlationId.ToString())
            .SelectMany(TokensOf)
            .FirstOrDefault(token => token.Name == name);

    private IEnumerable<RecentToken> TokensOf(WireExchange exchange)
    {
        var app = Guid.TryParse(exchange.ClientId, out var id) ? directory.Current.FindApplication(id)?.DisplayName : null;
        return AnswersOf(exchange)
            .Concat(exchange.Answer
                .Where(parameter => _answers.Contains(parameter.Name))
                .Select(parameter => (parameter.Name, parameter.Value)))
            .Concat(exchange.Headers
                .Where(header => header.Name == HeaderNames.Authorization
                    && header.Value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
                .Select(header => (header.Name, Value: header.Value[Bearer.Length..].Trim())))
            .Concat(exchange.Parameters
                .Where(parameter => _parameters.Contains(parameter.Name))
                .Select(parameter => (parameter.Name, parameter.Value)))
            .Where(token => token.Value.StartsWith(Begin, StringComparison.Ordinal)
                && token.Value.Count(character => character == '.') == 2)
            .Select(token => new RecentToken(exchange, token.Name, token.Value, app)
            {
                Title = TitleOf(token.Name, token.Value),
            });
    }

    private string TitleOf(string name, string value) => name switch
    {
        "id_token" => "ID token",
        // The list has several kinds of access tokens, so the title names the kind.
        "access_token" => reader.TryDescribe(value) is { } token ? token.Kind.Title() : "Access token",
        "client_assertion" => "Client assertion",
        "assertion" => "Assertion of an on-behalf-of request",
        "Authorization" => "Access token of a call",
        _ => "ID token, as a hint at sign-out",
    };

    private static IEnumerable<(string Name, string Value)> AnswersOf(WireExchange exchange)
    {
        if (exchange.Body is not { } body || !body.Contains("_token\"", StringComparison.Ordinal))
        {
            return [];
        }

        try
        {
            var answer = JsonElement.Parse(body);
            return answer.ValueKind != JsonValueKind.Object ? [] :
            [
                .. _answers
                    .Where(name => answer.TryGetProperty(name, out var value)
                        && value.ValueKind == JsonValueKind.String)
                    .Select(name => (name, answer.GetProperty(name).GetString()!)),
            ];
        }
        catch (JsonException)
        {
            // A long answer is recorded in part.
            return [];
        }
    }
}

/// <summary>A token in a recorded exchange.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Name">The name of the member or parameter with the token.</param>
/// <param name="Value">The token.</param>
/// <param name="App">The name of the app, once an endpoint knew it.</param>
internal sealed record RecentToken(WireExchange Exchange, string Name, string Value, string? App)
{
    /// <summary>What the token is, in the terms of the protocol.</summary>
    public required string Title { get; init; }

    /// <summary>Names the token in an address, without its value.</summary>
    public string Key => $"{Exchange.Id}:{Name}";
}
