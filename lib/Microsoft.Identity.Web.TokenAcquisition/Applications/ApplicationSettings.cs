using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>Finds the settings of a scheme.</summary>
internal sealed class ApplicationSettings(
    IOptionsMonitor<MicrosoftIdentityOptions> options,
    IOptionsMonitor<ConfidentialClientApplicationOptions> clientOptions)
{
    private readonly ConcurrentDictionary<string, AppRegistration> _registrations = [];

    /// <exception cref="InvalidOperationException">The scheme has no settings.</exception>
    public AppRegistration Of(string scheme) => _registrations.GetOrAdd(scheme, Read);

    private AppRegistration Read(string scheme)
    {
        var registration = options.Get(scheme);
        return string.IsNullOrEmpty(registration.ClientId)
            ? throw new InvalidOperationException(
                $"IDW10503: The authentication scheme '{scheme}' has no settings to acquire tokens with. Name the scheme that AddMicrosoftIdentityWebApp set up, or make it the default one.")
            : new(scheme, registration, clientOptions.Get(scheme));
    }
}
