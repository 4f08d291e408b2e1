using Microsoft.Identity.Abstractions;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace Microsoft.Identity.Web;

/// <summary>Gives requests of the Graph SDK their <c>Authorization</c> header.</summary>
internal sealed class GraphAuthenticationProvider(IAuthorizationHeaderProvider headers, GraphServiceClientOptions defaults) : IAuthenticationProvider
{
    private const string Authorization = "Authorization";
    private const string AppScope = "https://graph.microsoft.com/.default";

    // A token goes to Microsoft Graph and nowhere else, whatever address an answer (@odata.nextLink) names. The list is the official package's.
    private static readonly AllowedHostsValidator _graphHosts = new(
    [
        "graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us", "graph.microsoft.de",
        "microsoftgraph.chinacloudapi.cn", "canary.graph.microsoft.com", "graph.microsoft-ppe.com",
    ]);

    public async Task AuthenticateRequestAsync(
        RequestInformation request,
        Dictionary<string, object>? additionalAuthenticationContext = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        request.Headers.Remove(Authorization);
        if (_graphHosts.IsUrlHostValid(request.URI))
        {
            request.Headers.Add(Authorization, await HeaderAsync(request, cancellationToken).ConfigureAwait(false));
        }
    }

    private Task<string> HeaderAsync(RequestInformation request, CancellationToken cancellationToken)
    {
        var options = request.RequestOptions.OfType<GraphAuthenticationOptions>().FirstOrDefault() ?? defaults;
        var call = new AuthorizationHeaderProviderOptions(options)
        {
            BaseUrl = request.URI.Host,
            RelativePath = request.URI.LocalPath,
            HttpMethod = request.HttpMethod.ToString(),
        };

        // The provider tells by RequestAppToken in the options whose token it is.
        IEnumerable<string> scopes = options.RequestAppToken ? [AppScope] : options.Scopes ?? [];
        return headers.CreateAuthorizationHeaderAsync(scopes, call, options.User, cancellationToken);
    }
}
