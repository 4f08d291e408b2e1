namespace DeployToAppService;

/// <summary>Microsoft Graph for somebody who waits in front of a browser: pooled connections, few retries, answers of a sane size.</summary>
public static class GraphClientSetup
{
    /// <summary>Takes the place of AddMicrosoftGraph's client, which connects anew for each request, retries for minutes, and drops claims challenges.</summary>
    public static void AddPooledGraphClient(this IServiceCollection services)
    {
        services.AddHttpClient("Graph", client => client.Timeout = TimeSpan.FromSeconds(15)) // retries included
            .AddHttpMessageHandler(() => new RetryHandler(new RetryHandlerOption { MaxRetry = 2, Delay = 1, RetriesTimeLimit = TimeSpan.FromSeconds(4) })) // the SDK's own
            .AddHttpMessageHandler(() => new WholeAnswers());
        services.AddOptions<GraphServiceClientOptions>().PostConfigure<IConfiguration>((graph, settings) => graph.BaseUrl = // a tenant's tokens are not for the sandbox
            settings["AzureAd:TenantId"] is { Length: > 0 } && new Uri(graph.BaseUrl!).IsLoopback ? "https://graph.microsoft.com/v1.0" : graph.BaseUrl!.TrimEnd('/'));
        services.AddScoped<GraphTokens>();
        services.AddScoped(provider => new GraphServiceClient(provider.GetRequiredService<IHttpClientFactory>().CreateClient("Graph"),
            provider.GetRequiredService<GraphTokens>(), provider.GetRequiredService<IOptions<GraphServiceClientOptions>>().Value.BaseUrl));
    }

    /// <summary>An answer that breaks off, or is longer than 4 MB, is a failed call and not half a page.</summary>
    private sealed class WholeAnswers : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(4 * 1024 * 1024, cancellationToken);
            return response;
        }
    }
}
