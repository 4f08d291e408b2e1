using Microsoft.Extensions.Logging;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web.TokenCacheProviders;

namespace Microsoft.Identity.Web;

/// <summary>Makes MSAL.NET's application objects of an app registration's settings.</summary>
internal sealed class ApplicationFactory(
    CredentialStore credentials,
    IMsalTokenCacheProvider tokenCache,
    MsalHttpClients httpClients,
    ILogger<ITokenAcquisition> logger)
{
    private readonly MsalLogger _msalLogger = new(logger);

    /// <param name="app">The settings.</param>
    /// <param name="credential">The proof of who the app is.</param>
    /// <param name="redirectUri">The address a code was sent to (RFC 6749 section 4.1.3); not needed without a code.</param>
    public IConfidentialClientApplication Create(AppRegistration app, ClientCredential credential, string? redirectUri = null)
    {
        var builder = ConfidentialClientApplicationBuilder.Create(app.Options.ClientId)
            .WithHttpClientFactory(httpClients)
            .WithLogging(_msalLogger, enablePiiLogging: false)
            .WithAuthorityOf(app.Options);
        credential(builder);

        // "cp1": the app understands claims challenges (continuous access evaluation).
        if (app.ClientOptions.ClientCapabilities is { } capabilities)
        {
            builder.WithClientCapabilities(capabilities);
        }

        if ((redirectUri ?? app.ClientOptions.RedirectUri) is { Length: > 0 } address)
        {
            builder.WithRedirectUri(address);
        }

        var application = builder.Build();
        tokenCache.Initialize(application.UserTokenCache);
        tokenCache.Initialize(application.AppTokenCache);
        return application;
    }

    /// <summary>An application object for one use.</summary>
    /// <inheritdoc cref="Create" path="/param" />
    public async Task<IConfidentialClientApplication> CreateAsync(AppRegistration app, string? redirectUri = null) =>
        Create(app, await credentials.OfAsync(app).ConfigureAwait(false), redirectUri);
}
