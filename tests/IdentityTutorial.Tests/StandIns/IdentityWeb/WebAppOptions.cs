using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

/// <summary>The handler's options as they come out of an app registration's settings.</summary>
internal static class WebAppOptions
{
    /// <summary>Settings of a section, a key and a value each; a client id is added.</summary>
    public static OpenIdConnectOptions FromConfiguration(params IEnumerable<(string Key, string? Value)> settings) =>
        FromConfiguration(new CapturedLog(), settings);

    public static OpenIdConnectOptions FromConfiguration(CapturedLog log, params IEnumerable<(string Key, string? Value)> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create<string, string?>("AzureAd:ClientId", SignInApp.ClientId)])
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"AzureAd:{setting.Key}", setting.Value)))
            .Build();

        return Build(services => services.AddAuthentication().AddMicrosoftIdentityWebApp(configuration), log);
    }

    public static OpenIdConnectOptions FromCode(Action<MicrosoftIdentityOptions> configure) =>
        Build(services => services.AddAuthentication().AddMicrosoftIdentityWebApp(options =>
        {
            options.ClientId = SignInApp.ClientId;
            configure(options);
        }));

    private static OpenIdConnectOptions Build(Action<IServiceCollection> add, CapturedLog? log = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddCaptured(log ?? new()));
        services.AddDataProtection();
        add(services);

        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);
    }
}
