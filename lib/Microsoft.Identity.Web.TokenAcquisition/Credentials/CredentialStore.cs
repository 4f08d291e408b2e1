using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>The credential of each scheme: the first of the list that can be loaded. It is loaded once.</summary>
internal sealed partial class CredentialStore(CredentialLoader loader, ILogger<CredentialStore> logger)
{
    private readonly ConcurrentDictionary<string, ClientCredential> _loaded = [];
    private readonly ILogger _logger = logger;

    /// <exception cref="ArgumentException">No certificate or assertion of the list can be loaded (IDW10109).</exception>
    /// <exception cref="InvalidOperationException">There is no credential (IDW10104).</exception>
    public ValueTask<ClientCredential> OfAsync(AppRegistration app) =>
        _loaded.TryGetValue(app.Scheme, out var credential) ? new(credential) : new(LoadAsync(app));

    private async Task<ClientCredential> LoadAsync(AppRegistration app) =>
        _loaded.GetOrAdd(app.Scheme, await FirstValidAsync(app).ConfigureAwait(false));

    private async Task<ClientCredential> FirstValidAsync(AppRegistration app)
    {
        var descriptions = Descriptions(app).ToList();
        var reasons = new StringBuilder();
        foreach (var description in descriptions.Where(description => !description.Skip))
        {
            try
            {
                return await loader.LoadAsync(description, app.Options).ConfigureAwait(false);
            }
            catch (CredentialUnusableException exception)
            {
                description.Skip = true;
                reasons.Append(CultureInfo.InvariantCulture, $" {description.SourceType}: {exception.Message}");
                CredentialSkipped(description.SourceType, exception.Message);
            }
        }

        if (descriptions.Exists(description => description.CredentialType is CredentialType.Certificate or CredentialType.SignedAssertion))
        {
            throw new ArgumentException("IDW10109: No client certificate or assertion in the configuration can be used: it has expired, or cannot be loaded." + reasons);
        }

        throw new InvalidOperationException(
            "IDW10104: The app has no client credential that can be used, and without one it gets no tokens. Set one in its configuration section "
            + $"(usually {Constants.AzureAd}:ClientCredentials); the log says why those that are there were passed over.");
    }

    private static IEnumerable<CredentialDescription> Descriptions(AppRegistration app)
    {
        if (app.Options.ClientCredentials?.Any() is true)
        {
            return app.Options.ClientCredentials;
        }

        var secret = app.ClientOptions.ClientSecret is { Length: > 0 } own ? own : app.Options.ClientSecret;
        return string.IsNullOrEmpty(secret) ? [] : [new() { SourceType = CredentialSource.ClientSecret, ClientSecret = secret }];
    }

    [LoggerMessage(200, LogLevel.Warning, "A client credential of type {SourceType} is passed over: {Reason}")]
    private partial void CredentialSkipped(CredentialSource sourceType, string reason);
}
