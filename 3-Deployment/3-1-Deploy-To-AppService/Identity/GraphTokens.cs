using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace DeployToAppService.Identity;

/// <summary>
/// Adds an access token to each request of the Graph SDK. It does what Microsoft.Identity.Web does by default, and two
/// things more: it accepts the Graph that the settings name, such as the sandbox's, and it answers claims challenges.
/// </summary>
public sealed class GraphTokens(IAuthorizationHeaderProvider headers, IOptions<GraphServiceClientOptions> defaults)
    : IAuthenticationProvider
{
    // An app has no single scope to ask for: its token carries all permissions that an administrator has granted to it.
    private static readonly string[] _scopesOfApp = ["https://graph.microsoft.com/.default"];

    /// <summary>Whether the current request of the app has called Graph.</summary>
    public bool HaveBeenUsed { get; private set; }

    /// <summary>Adds the header "Authorization" to a request.</summary>
    /// <param name="request">The request, whose options say which scopes it needs, or that it is the app's own.</param>
    /// <param name="additionalAuthenticationContext">
    /// The entry "claims" if Graph has rejected the token of the first attempt and said what a new token has to contain
    /// (continuous access evaluation). The SDK then calls this method again.
    /// </param>
    /// <param name="cancellationToken">Ends the wait for a token when the user leaves.</param>
    public async Task AuthenticateRequestAsync(
        RequestInformation request,
        Dictionary<string, object>? additionalAuthenticationContext = null,
        CancellationToken cancellationToken = default)
    {
        HaveBeenUsed = true;
        request.Headers.Remove("Authorization");
        if (!IsForConfiguredGraph(request.URI))
        {
            // Attack: an answer names the address of another host, as the link to the next page for example, and the
            // host receives the user's token.
            return;
        }

        var options = request.RequestOptions.OfType<GraphAuthenticationOptions>().FirstOrDefault() ?? defaults.Value;
        var call = new AuthorizationHeaderProviderOptions(options);
        if (additionalAuthenticationContext?.GetValueOrDefault("claims") is string challenge)
        {
            // With claims, MSAL does not answer from the token cache. It asks the provider for a new token.
            call.AcquireTokenOptions = new AcquireTokenOptions(call.AcquireTokenOptions) { Claims = Decode(challenge) };
        }

        var scopes = call.RequestAppToken ? _scopesOfApp : options.Scopes;
        var header = await headers.CreateAuthorizationHeaderAsync(scopes, call, options.User, cancellationToken);
        request.Headers.Add("Authorization", header);
    }

    private bool IsForConfiguredGraph(Uri address) =>
        address.Scheme is "https" && address.Authority == new Uri(defaults.Value.BaseUrl!).Authority;

    // Graph encodes the claims in base64, because they are JSON inside an HTTP header (WWW-Authenticate).
    private static string Decode(string challenge) => Encoding.UTF8.GetString(Convert.FromBase64String(challenge));
}
