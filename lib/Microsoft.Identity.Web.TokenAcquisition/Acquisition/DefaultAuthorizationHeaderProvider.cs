using System.Security.Claims;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>Makes authorization headers of the tokens <see cref="ITokenAcquisition"/> gets.</summary>
internal sealed class DefaultAuthorizationHeaderProvider(ITokenAcquisition tokenAcquisition) : IAuthorizationHeaderProvider
{
    public Task<string> CreateAuthorizationHeaderAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? options = null,
        ClaimsPrincipal? claimsPrincipal = null,
        CancellationToken cancellationToken = default) =>
        options?.RequestAppToken is true
            ? CreateAuthorizationHeaderForAppAsync(scopes.First(), options, cancellationToken)
            : CreateAuthorizationHeaderForUserAsync(scopes, options, claimsPrincipal, cancellationToken);

    public async Task<string> CreateAuthorizationHeaderForAppAsync(
        string scopes,
        AuthorizationHeaderProviderOptions? downstreamApiOptions = null,
        CancellationToken cancellationToken = default)
    {
        var wishes = downstreamApiOptions?.AcquireTokenOptions;
        var result = await tokenAcquisition.GetAuthenticationResultForAppAsync(
            scopes, wishes?.AuthenticationOptionsName, wishes?.Tenant, Options(wishes, cancellationToken)).ConfigureAwait(false);
        return result.CreateAuthorizationHeader();
    }

    public async Task<string> CreateAuthorizationHeaderForUserAsync(
        IEnumerable<string> scopes,
        AuthorizationHeaderProviderOptions? authorizationHeaderProviderOptions = null,
        ClaimsPrincipal? claimsPrincipal = null,
        CancellationToken cancellationToken = default)
    {
        var wishes = authorizationHeaderProviderOptions?.AcquireTokenOptions;
        var result = await tokenAcquisition.GetAuthenticationResultForUserAsync(
            scopes, wishes?.AuthenticationOptionsName, wishes?.Tenant, wishes?.UserFlow, claimsPrincipal, Options(wishes, cancellationToken)).ConfigureAwait(false);
        return result.CreateAuthorizationHeader();
    }

    private static TokenAcquisitionOptions Options(AcquireTokenOptions? wishes, CancellationToken cancellationToken) => new()
    {
        AuthenticationOptionsName = wishes?.AuthenticationOptionsName,
        CancellationToken = cancellationToken,
        Claims = wishes?.Claims,
        CorrelationId = wishes?.CorrelationId,
        ForceRefresh = wishes?.ForceRefresh ?? false,
        Tenant = wishes?.Tenant,
        UserFlow = wishes?.UserFlow,
    };
}
