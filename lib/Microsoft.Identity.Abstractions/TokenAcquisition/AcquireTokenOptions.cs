namespace Microsoft.Identity.Abstractions;

/// <summary>Wishes for one token, beyond its scopes.</summary>
public class AcquireTokenOptions
{
    /// <summary>No wish.</summary>
    public AcquireTokenOptions()
    {
    }

    /// <summary>Copies wishes.</summary>
    /// <param name="other">Where they come from.</param>
    public AcquireTokenOptions(AcquireTokenOptions other)
    {
        ArgumentNullException.ThrowIfNull(other);

        AuthenticationOptionsName = other.AuthenticationOptionsName;
        Claims = other.Claims;
        CorrelationId = other.CorrelationId;
        ForceRefresh = other.ForceRefresh;
        Tenant = other.Tenant;
        UserFlow = other.UserFlow;
    }

    /// <summary>The authentication scheme whose settings are used; the default scheme's when missing.</summary>
    public string? AuthenticationOptionsName { get; set; }

    /// <summary>
    /// Claims the token must have, as JSON (OpenID Connect Core 5.5). They come from a claims challenge of the API, and a token from the
    /// cache cannot meet them: it is not used.
    /// </summary>
    public string? Claims { get; set; }

    /// <summary>Identifies the request in the logs of both sides; MSAL.NET makes one up when missing.</summary>
    public Guid? CorrelationId { get; set; }

    /// <summary>Whether to get a new token although the cache has a good one.</summary>
    public bool ForceRefresh { get; set; }

    /// <summary>The tenant, as GUID or domain, that issues the token; the configured one when missing.</summary>
    public string? Tenant { get; set; }

    /// <summary>B2C: the user flow whose token is wanted; the default one when missing.</summary>
    public string? UserFlow { get; set; }

    /// <summary>Copies these wishes.</summary>
    public virtual AcquireTokenOptions Clone() => new(this);
}
