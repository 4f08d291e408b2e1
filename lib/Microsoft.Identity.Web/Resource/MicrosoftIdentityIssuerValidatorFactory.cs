using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Validators;

namespace Microsoft.Identity.Web.Resource;

/// <summary>
/// Gives the issuer check for an authority. A token of a multi-tenant authority (<c>common</c>, <c>organizations</c>) comes from the
/// tenant in its <c>tid</c> claim, so the issuer is compared with the metadata's template, <c>{tenantid}</c> filled in.
/// </summary>
/// <param name="aadIssuerValidatorOptions">Names the HTTP client to use, if any.</param>
/// <param name="httpClientFactory">Makes that client.</param>
public class MicrosoftIdentityIssuerValidatorFactory(
    IOptions<AadIssuerValidatorOptions> aadIssuerValidatorOptions,
    IHttpClientFactory httpClientFactory)
{
    private readonly HttpClient? _httpClient = aadIssuerValidatorOptions?.Value.HttpClientName is { Length: > 0 } name
        ? httpClientFactory.CreateClient(name)
        : null;

    /// <summary>The issuer check for one authority. The library keeps one for each authority.</summary>
    /// <param name="aadAuthority">The authority, such as <c>https://login.microsoftonline.com/common/v2.0</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="aadAuthority"/> is empty.</exception>
    public AadIssuerValidator GetAadIssuerValidator(string aadAuthority) =>
        AadIssuerValidator.GetAadIssuerValidator(aadAuthority, _httpClient);
}
