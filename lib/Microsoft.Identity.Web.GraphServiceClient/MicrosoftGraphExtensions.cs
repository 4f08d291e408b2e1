using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Graph;
using Microsoft.Identity.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace Microsoft.Identity.Web;

/// <summary>Adds the Graph SDK's client to an app that acquires tokens.</summary>
public static class MicrosoftGraphExtensions
{
    /// <summary>Adds a client of Microsoft Graph with the options of a section.</summary>
    /// <param name="builder">The app that calls APIs.</param>
    /// <param name="configurationSection">The section that <see cref="GraphServiceClientOptions"/> are bound from.</param>
    /// <returns>The builder, for chaining.</returns>
    public static MicrosoftIdentityAppCallsWebApiAuthenticationBuilder AddMicrosoftGraph(
        this MicrosoftIdentityAppCallsWebApiAuthenticationBuilder builder, IConfigurationSection configurationSection) =>
        builder.AddMicrosoftGraph(configurationSection.Bind);

    /// <summary>Adds a client of Microsoft Graph for an address and scopes.</summary>
    /// <param name="builder">The app that calls APIs.</param>
    /// <param name="graphBaseUrl">The service's address, version included.</param>
    /// <param name="defaultScopes">What a token must allow when a request does not say; <c>user.read</c> when <see langword="null"/>.</param>
    /// <returns>The builder, for chaining.</returns>
    public static MicrosoftIdentityAppCallsWebApiAuthenticationBuilder AddMicrosoftGraph(
        this MicrosoftIdentityAppCallsWebApiAuthenticationBuilder builder,
        string graphBaseUrl = GraphServiceClientOptions.DefaultBaseUrl,
        IEnumerable<string>? defaultScopes = null) =>
        builder.AddMicrosoftGraph(options =>
        {
            options.BaseUrl = graphBaseUrl;
            options.Scopes = defaultScopes ?? options.Scopes;
        });

    /// <summary>Adds a client of Microsoft Graph with options made by code.</summary>
    /// <param name="builder">The app that calls APIs.</param>
    /// <param name="configureMicrosoftGraphOptions">Sets the options.</param>
    /// <returns>The builder, for chaining.</returns>
    public static MicrosoftIdentityAppCallsWebApiAuthenticationBuilder AddMicrosoftGraph(
        this MicrosoftIdentityAppCallsWebApiAuthenticationBuilder builder, Action<GraphServiceClientOptions> configureMicrosoftGraphOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddMicrosoftGraph(configureMicrosoftGraphOptions);
        return builder;
    }

    /// <summary>Adds a client of Microsoft Graph that the app makes itself, for example with an HTTP client of its own.</summary>
    /// <param name="builder">The app that calls APIs.</param>
    /// <param name="graphServiceClientFactory">Makes the client, with what authenticates its requests.</param>
    /// <param name="initialScopes">What a token must allow when a request does not say.</param>
    /// <returns>The builder, for chaining.</returns>
    public static MicrosoftIdentityAppCallsWebApiAuthenticationBuilder AddMicrosoftGraph(
        this MicrosoftIdentityAppCallsWebApiAuthenticationBuilder builder,
        Func<IAuthenticationProvider, GraphServiceClient> graphServiceClientFactory,
        IEnumerable<string> initialScopes) =>
        builder.Add(graphServiceClientFactory, new() { Scopes = [.. initialScopes] });

    /// <summary>Adds a client of Microsoft Graph that the app makes itself, and that calls as the app, without a user.</summary>
    /// <param name="builder">The app that calls APIs.</param>
    /// <param name="graphServiceClientFactory">Makes the client, with what authenticates its requests.</param>
    /// <returns>The builder, for chaining.</returns>
    public static MicrosoftIdentityAppCallsWebApiAuthenticationBuilder AddMicrosoftGraphAppOnly(
        this MicrosoftIdentityAppCallsWebApiAuthenticationBuilder builder,
        Func<IAuthenticationProvider, GraphServiceClient> graphServiceClientFactory) =>
        builder.Add(graphServiceClientFactory, new() { RequestAppToken = true });

    private static MicrosoftIdentityAppCallsWebApiAuthenticationBuilder Add(
        this MicrosoftIdentityAppCallsWebApiAuthenticationBuilder builder,
        Func<IAuthenticationProvider, GraphServiceClient> createClient,
        GraphServiceClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(createClient);

        builder.Services.AddScoped(services =>
            createClient(new GraphAuthenticationProvider(services.GetRequiredService<IAuthorizationHeaderProvider>(), options)));
        return builder;
    }
}
