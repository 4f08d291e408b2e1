namespace Microsoft.Identity.Web;

/// <summary>How issuer validation reaches the network.</summary>
public class AadIssuerValidatorOptions
{
    /// <summary>
    /// The named client (see <see cref="IHttpClientFactory"/>) that fetches an authority's metadata for issuer validation.
    /// <see langword="null"/> leaves it to the library's own client.
    /// </summary>
    public string? HttpClientName { get; set; }
}
