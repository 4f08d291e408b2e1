using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>MSAL.NET has a kind of authority for each service. They differ in where it looks for endpoints.</summary>
internal static class MsalAuthority
{
    public static ConfidentialClientApplicationBuilder WithAuthorityOf(this ConfidentialClientApplicationBuilder builder, MicrosoftIdentityOptions options) =>
        (Authority.IsBuiltFromParts(options), options.IsB2C) switch
        {
            // The authority's own metadata names the endpoints; nobody else is asked about it.
            (false, _) => builder.WithOidcAuthority(Authority.Of(options)),
            (true, true) => builder.WithB2CAuthority(OfUserFlow(options, userFlow: null)),
            _ => builder.WithAuthority($"{options.Instance.TrimEnd('/')}/{options.TenantId}/"),
        };

    public static string OfUserFlow(MicrosoftIdentityOptions options, string? userFlow) =>
        $"{options.Instance.TrimEnd('/')}/tfp/{options.Domain}/{userFlow ?? options.DefaultUserFlow}";
}
