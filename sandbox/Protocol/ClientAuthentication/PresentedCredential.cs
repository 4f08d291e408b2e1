using System.Net;
using System.Text;
using Sandbox.Protocol.Errors;

namespace Sandbox.Protocol.ClientAuthentication;

/// <summary>What a token request says about its client, before anything of it is checked.</summary>
internal sealed record PresentedCredential(string ClientId, string? Secret, string? Assertion)
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const string BasicScheme = "Basic ";

    public bool IsNone => Secret is null && Assertion is null;

    /// <exception cref="ProtocolException">The request contradicts itself or names no client.</exception>
    public static PresentedCredential Read(HttpRequest request, RequestParameters parameters)
    {
        var (secret, assertion) = (parameters["client_secret"], ReadAssertion(parameters));
        if (ReadBasic(request) is not { } basic)
        {
            return secret is not null && assertion is not null
                ? throw new ProtocolException(RequestErrors.TwoCredentials())
                : new PresentedCredential(parameters.Required("client_id"), secret, assertion);
        }

        if (secret is not null || assertion is not null)
        {
            throw new ProtocolException(RequestErrors.TwoCredentials());
        }

        return parameters["client_id"] is { } named && !named.Equals(basic.ClientId, StringComparison.OrdinalIgnoreCase)
            ? throw new ProtocolException(RequestErrors.Malformed(
                "The client IDs in the Authorization header and in the form differ."))
            : new PresentedCredential(basic.ClientId, basic.Secret, null);
    }

    private static string? ReadAssertion(RequestParameters parameters)
    {
        var assertion = parameters["client_assertion"];
        if (assertion is not null && parameters.Required("client_assertion_type") is var type && type != AssertionType)
        {
            throw new ProtocolException(RequestErrors.Malformed($"The parameter 'client_assertion_type' must be '{AssertionType}'."));
        }

        return assertion;
    }

    /// <summary>Both halves are form-encoded before they are joined (RFC 6749, section 2.3.1).</summary>
    private static (string ClientId, string Secret)? ReadBasic(HttpRequest request)
    {
        string? header = request.Headers.Authorization;
        if (header is null || !header.StartsWith(BasicScheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(header[BasicScheme.Length..].Trim()));
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && colon < text.Length - 1)
            {
                return (WebUtility.UrlDecode(text[..colon]), WebUtility.UrlDecode(text[(colon + 1)..]));
            }
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            // Answered below, together with a header that decodes and says nothing.
        }

        throw new ProtocolException(RequestErrors.Malformed(
            "The Authorization header is not the base64 of 'client ID:client secret'."));
    }
}
