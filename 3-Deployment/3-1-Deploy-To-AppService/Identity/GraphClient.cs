using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Identity.Web;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace DeployToAppService.Identity;

/// <summary>
/// Sets up the client of Microsoft Graph for an app whose users wait in front of a browser. It takes the place of the
/// client that AddMicrosoftGraph registers, which opens new connections for each request, can wait minutes for its
/// retries, and sends tokens to the Graph of the public clouds only.
/// </summary>
public static class GraphClient
{
    private const string HttpClientName = "Graph";
    private const string PublicGraph = "https://graph.microsoft.com/v1.0";
    private const int LongestAnswer = 4 * 1024 * 1024;

    /// <summary>Registers a client that shares its connections with all requests of the app.</summary>
    public static IServiceCollection AddPooledGraphClient(this IServiceCollection services)
    {
        // The time-out includes the retries. The retry handler of the Graph SDK waits as long as Graph asks for
        // (Retry-After), but four seconds at most: a user who waits longer has gone.
        var retries = new RetryHandlerOption { MaxRetry = 2, Delay = 1, RetriesTimeLimit = TimeSpan.FromSeconds(4) };
        services.AddHttpClient(HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(15))
            .AddHttpMessageHandler(() => new RetryHandler(retries))
            .AddHttpMessageHandler(() => new WholeAnswers());

        services.AddOptions<GraphServiceClientOptions>()
            .PostConfigure<IOptions<AzureAdSettings>>((graph, azureAd) =>
                graph.BaseUrl = ChooseBaseUrl(graph.BaseUrl!, azureAd.Value));

        services.AddScoped<GraphTokens>();
        services.AddScoped(provider => new GraphServiceClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName),
            provider.GetRequiredService<GraphTokens>(),
            provider.GetRequiredService<IOptions<GraphServiceClientOptions>>().Value.BaseUrl));
        return services;
    }

    // A tenant in the user secrets takes the place of the sandbox. Its tokens are not for the sandbox's Graph, which
    // appsettings.Development.json still names.
    private static string ChooseBaseUrl(string configured, AzureAdSettings azureAd)
    {
        var isGraphOfSandbox = new Uri(configured).IsLoopback;
        return isGraphOfSandbox && !azureAd.UsesSandbox ? PublicGraph : configured.TrimEnd('/');
    }

    /// <summary>
    /// Reads an answer to its end before the SDK parses it. An answer that breaks off, or is longer than 4 MB, becomes
    /// a failed request. Otherwise the page would show a part of it, or the app would run out of memory.
    /// </summary>
    private sealed class WholeAnswers : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellationToken);
            return response;
        }
    }
}
