using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>Wishes for one token, and a way to give up waiting for it.</summary>
public class TokenAcquisitionOptions : AcquireTokenOptions
{
    /// <summary>Stops waiting.</summary>
    public CancellationToken CancellationToken { get; set; } = CancellationToken.None;

    /// <summary>Copies these wishes.</summary>
    public new TokenAcquisitionOptions Clone() => new()
    {
        AuthenticationOptionsName = AuthenticationOptionsName,
        CancellationToken = CancellationToken,
        Claims = Claims,
        CorrelationId = CorrelationId,
        ForceRefresh = ForceRefresh,
        Tenant = Tenant,
        UserFlow = UserFlow,
    };
}
