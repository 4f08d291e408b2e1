using System.Text.Json;
using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.Authorize;

/// <summary>The <c>claims</c> parameter (OpenID Connect Core, section 5.5): single claims, and the answer to a claims challenge.</summary>
internal sealed class ClaimsRequest
{
    private readonly HashSet<string> _idToken = [];

    private ClaimsRequest(string? text) => Text = text;

    /// <summary>The parameter as it was sent.</summary>
    public string? Text { get; }

    /// <summary>Whether the request answers a challenge for a second factor.</summary>
    public bool RequiresMultiFactor { get; private init; }

    /// <summary>
    /// The value of <c>xms_cc</c> with which the client says that it can handle claims challenges of an API (continuous
    /// access evaluation): <c>cp1</c>, in any case. Azure.Identity writes <c>CP1</c>.
    /// <see langword="null"/> when the client cannot.
    /// </summary>
    public string? ChallengeCapability { get; private init; }

    /// <summary>Whether the ID token shall contain <paramref name="claim"/>.</summary>
    public bool WantsInIdToken(string claim) => _idToken.Contains(claim);

    /// <exception cref="ProtocolException">The parameter is not the JSON object that it has to be.</exception>
    public static ClaimsRequest Parse(string? text)
    {
        if (text is null)
        {
            return new ClaimsRequest(null);
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var request = new ClaimsRequest(text)
            {
                RequiresMultiFactor = Member(document.RootElement, "access_token", "capolids") is not null,
                ChallengeCapability = Member(document.RootElement, "access_token", "xms_cc") is { } capabilities
                    ? Values(capabilities).FirstOrDefault(IsChallengeCapability)
                    : null,
            };
            if (Member(document.RootElement, "id_token") is { ValueKind: JsonValueKind.Object } idToken)
            {
                request._idToken.UnionWith(idToken.EnumerateObject().Select(claim => claim.Name));
            }

            return request;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ProtocolException(RequestErrors.Malformed("The parameter 'claims' is not a JSON object of the form that OpenID Connect Core, section 5.5, describes."));
        }
    }

    private static bool IsChallengeCapability(string? value) =>
        string.Equals(value, "cp1", StringComparison.OrdinalIgnoreCase);

    private static JsonElement? Member(JsonElement element, params string[] path)
    {
        foreach (var name in path)
        {
            if (!element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }

    private static IEnumerable<string?> Values(JsonElement claim) =>
        Member(claim, "values") is { ValueKind: JsonValueKind.Array } values ? values.EnumerateArray().Select(value => value.GetString()) : [];
}
