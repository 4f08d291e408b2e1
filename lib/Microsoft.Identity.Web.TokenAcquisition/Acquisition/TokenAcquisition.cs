using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>Finds the settings, the application object and the user of a request for a token, and asks MSAL.NET.</summary>
internal sealed class TokenAcquisition(
    ApplicationSettings settings,
    KeptApplications applications,
    IAuthenticationSchemeProvider schemes,
    IHttpContextAccessor httpContext) : ITokenAcquisition
{
    private const string DefaultScope = "/.default";

    public async Task<string> GetAccessTokenForUserAsync(
        IEnumerable<string> scopes,
        string? authenticationScheme,
        string? tenantId = null,
        string? userFlow = null,
        ClaimsPrincipal? user = null,
        TokenAcquisitionOptions? tokenAcquisitionOptions = null)
    {
        var result = await GetAuthenticationResultForUserAsync(
            scopes, authenticationScheme, tenantId, userFlow, user, tokenAcquisitionOptions).ConfigureAwait(false);
        return result.AccessToken;
    }

    public async Task<AuthenticationResult> GetAuthenticationResultForUserAsync(
        IEnumerable<string> scopes,
        string? authenticationScheme,
        string? tenantId = null,
        string? userFlow = null,
        ClaimsPrincipal? user = null,
        TokenAcquisitionOptions? tokenAcquisitionOptions = null)
    {
        ArgumentNullException.ThrowIfNull(scopes);

        var app = settings.Of(GetEffectiveAuthenticationScheme(authenticationScheme ?? tokenAcquisitionOptions?.AuthenticationOptionsName));
        var request = new UserTokenRequest(
            app, AsCollection(scopes), tenantId, userFlow, user ?? httpContext.HttpContext?.User, tokenAcquisitionOptions);
        var kept = await applications.ForUserAsync(app, request.AccountId).ConfigureAwait(false);

        try
        {
            return await kept.RunAsync(request.ExecuteAsync, request.CancellationToken).ConfigureAwait(false);
        }
        catch (MsalUiRequiredException exception)
        {
            throw new MicrosoftIdentityWebChallengeUserException(exception, [.. scopes], userFlow);
        }
    }

    public async Task<string> GetAccessTokenForAppAsync(
        string scope,
        string? authenticationScheme,
        string? tenant = null,
        TokenAcquisitionOptions? tokenAcquisitionOptions = null)
    {
        var result = await GetAuthenticationResultForAppAsync(scope, authenticationScheme, tenant, tokenAcquisitionOptions).ConfigureAwait(false);
        return result.AccessToken;
    }

    public async Task<AuthenticationResult> GetAuthenticationResultForAppAsync(
        string scope,
        string? authenticationScheme,
        string? tenant = null,
        TokenAcquisitionOptions? tokenAcquisitionOptions = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!scope.EndsWith(DefaultScope, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"IDW10404: '{scope}' is no scope for an app without a user: those are fixed at registration. Ask for the API's address and '{DefaultScope}', such as https://graph.microsoft.com/.default.",
                nameof(scope));
        }

        var app = settings.Of(GetEffectiveAuthenticationScheme(authenticationScheme ?? tokenAcquisitionOptions?.AuthenticationOptionsName));
        var request = new AppTokenRequest(scope, tenant, tokenAcquisitionOptions);
        var kept = await applications.ForAppAsync(app, request.Tenant).ConfigureAwait(false);

        return await kept.RunAsync(request.ExecuteAsync, request.CancellationToken).ConfigureAwait(false);
    }

    public string GetEffectiveAuthenticationScheme(string? authenticationScheme) =>
        string.IsNullOrEmpty(authenticationScheme)
            // The provider looks schemes up in memory; its task is always complete.
            ? schemes.GetDefaultAuthenticateSchemeAsync().GetAwaiter().GetResult()?.Name ?? OpenIdConnectDefaults.AuthenticationScheme
            : authenticationScheme;

    private static IReadOnlyCollection<string> AsCollection(IEnumerable<string> scopes) => scopes as IReadOnlyCollection<string> ?? [.. scopes];
}
