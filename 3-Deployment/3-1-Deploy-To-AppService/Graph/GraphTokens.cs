namespace DeployToAppService;

/// <summary>Puts the person's token on requests to the configured Graph, and to no other host.</summary>
public sealed class GraphTokens(IAuthorizationHeaderProvider headers, IOptions<GraphServiceClientOptions> defaults) : IAuthenticationProvider
{
    /// <param name="additionalAuthenticationContext">Has "claims" when Graph refused the token and said what a new one needs (continuous access evaluation).</param>
    public async Task AuthenticateRequestAsync(RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
    {
        if (request.URI.Scheme is not "https" || request.URI.Authority != new Uri(defaults.Value.BaseUrl!).Authority)
            return; // an address that came from outside, such as a nextLink, gets no token
        var options = request.RequestOptions.OfType<GraphAuthenticationOptions>().FirstOrDefault() ?? defaults.Value;
        var how = new AuthorizationHeaderProviderOptions(options);
        if (additionalAuthenticationContext?.GetValueOrDefault("claims") is string claims) // sent as base64
            how.AcquireTokenOptions = new(how.AcquireTokenOptions) { Claims = Encoding.UTF8.GetString(Convert.FromBase64String(claims)) };
        request.Headers.Remove("Authorization");
        request.Headers.Add("Authorization", how.RequestAppToken
            ? await headers.CreateAuthorizationHeaderForAppAsync("https://graph.microsoft.com/.default", how, cancellationToken)
            : await headers.CreateAuthorizationHeaderForUserAsync(options.Scopes, how, options.User, cancellationToken));
    }
}
