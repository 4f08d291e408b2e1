using System.Text.Json;

namespace IdentityTutorial.Measure.Load;

/// <summary>The app that a server knows, and the endpoints that the server's discovery document names.</summary>
internal sealed record Client
{
    /// <summary>The name of the server in the results.</summary>
    public required string Server { get; init; }

    /// <summary>The address of the discovery document.</summary>
    public required Uri Discovery { get; init; }

    public required string ClientId { get; init; }
    public required string Secret { get; init; }
    public required string RedirectUri { get; init; }

    /// <summary>The scopes of a sign-in.</summary>
    public required string Scope { get; init; }

    /// <summary>
    /// The value of the button that chooses the account on the sign-in page, or null where each account has a form of
    /// its own.
    /// </summary>
    public string? Account { get; init; }

    public Uri AuthorizationEndpoint { get; private init; } = null!;
    public Uri TokenEndpoint { get; private init; } = null!;
    public Uri Keys { get; private init; } = null!;

    /// <summary>Where a user signs out, or null when the document does not name it.</summary>
    public Uri? EndSessionEndpoint { get; private init; }

    /// <summary>Reads the endpoints from the discovery document.</summary>
    /// <returns>The same client with its endpoints.</returns>
    public async Task<Client> DiscoverAsync(HttpClient http)
    {
        using var document = JsonDocument.Parse(await http.GetByteArrayAsync(Discovery));
        return this with
        {
            AuthorizationEndpoint = Endpoint("authorization_endpoint"),
            TokenEndpoint = Endpoint("token_endpoint"),
            Keys = Endpoint("jwks_uri"),
            EndSessionEndpoint = document.RootElement.TryGetProperty("end_session_endpoint", out var endSession)
                ? new(endSession.GetString()!)
                : null,
        };

        Uri Endpoint(string name) => new(document.RootElement.GetProperty(name).GetString()!);
    }
}
