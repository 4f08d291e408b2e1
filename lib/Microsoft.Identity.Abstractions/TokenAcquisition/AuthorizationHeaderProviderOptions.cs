namespace Microsoft.Identity.Abstractions;

/// <summary>A call of an API that needs an <c>Authorization</c> header.</summary>
public class AuthorizationHeaderProviderOptions
{
    /// <summary>A <c>GET</c> with a bearer token of the user.</summary>
    public AuthorizationHeaderProviderOptions()
    {
    }

    /// <summary>Copies the description of a call.</summary>
    /// <param name="other">Where it comes from.</param>
    public AuthorizationHeaderProviderOptions(AuthorizationHeaderProviderOptions other)
    {
        ArgumentNullException.ThrowIfNull(other);

        AcquireTokenOptions = other.AcquireTokenOptions.Clone();
        BaseUrl = other.BaseUrl;
        HttpMethod = other.HttpMethod;
        ProtocolScheme = other.ProtocolScheme;
        RelativePath = other.RelativePath;
        RequestAppToken = other.RequestAppToken;
    }

    /// <summary>Wishes for the token.</summary>
    public AcquireTokenOptions AcquireTokenOptions { get; set; } = new();

    /// <summary>The API's address.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>The method of the call.</summary>
    public string HttpMethod { get; set; } = "Get";

    /// <summary>The kind of token (RFC 6750): <c>Bearer</c>, the only one these stand-ins have.</summary>
    public string ProtocolScheme { get; set; } = "Bearer";

    /// <summary>The path below <see cref="BaseUrl"/>.</summary>
    public string RelativePath { get; set; } = string.Empty;

    /// <summary>Whether the app calls as itself, without a user.</summary>
    public bool RequestAppToken { get; set; }
}
