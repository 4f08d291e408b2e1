using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>One acquisition for the app itself (RFC 6749 section 4.4).</summary>
internal sealed class AppTokenRequest(string scope, string? tenant, TokenAcquisitionOptions? options)
{
    /// <summary>The tenant when it is not the configured one.</summary>
    public string? Tenant { get; } = string.IsNullOrEmpty(tenant) ? null : Checked(tenant);

    public CancellationToken CancellationToken => options?.CancellationToken ?? default;

    public Task<AuthenticationResult> ExecuteAsync(IConfidentialClientApplication application)
    {
        var builder = application.AcquireTokenForClient([scope]);

        if (Tenant is not null)
        {
            builder.WithTenantId(Tenant);
        }

        if (options is not null)
        {
            builder.WithForceRefresh(options.ForceRefresh).WithClaims(options.Claims);

            if (options.CorrelationId is { } correlationId)
            {
                builder.WithCorrelationId(correlationId);
            }
        }

        return builder.ExecuteAsync(CancellationToken);
    }

    private static string Checked(string tenant) =>
        tenant.Equals("common", StringComparison.OrdinalIgnoreCase) || tenant.Equals("organizations", StringComparison.OrdinalIgnoreCase)
            ? throw new ArgumentException(
                $"IDW10405: '{tenant}' is no tenant. An app without a user belongs to one: give its id or domain.", nameof(tenant))
            : tenant;
}
