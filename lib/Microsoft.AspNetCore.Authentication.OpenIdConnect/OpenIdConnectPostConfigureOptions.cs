using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>Fills in what was left open once every other configuration of <see cref="OpenIdConnectOptions"/> has run.</summary>
/// <param name="dataProtection">Protects the state parameter and the nonce cookie.</param>
public class OpenIdConnectPostConfigureOptions(IDataProtectionProvider dataProtection) : IPostConfigureOptions<OpenIdConnectOptions>
{
    private const int MaxBackchannelAnswerBytes = 10 * 1024 * 1024;
    private const string DiscoveryPath = ".well-known/openid-configuration"; // OpenID Connect Discovery section 4

    /// <summary>Fills in the options of one scheme.</summary>
    /// <param name="name">The scheme's name; it separates the protected data of two schemes.</param>
    /// <param name="options">The options to complete.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The metadata address is not HTTPS although HTTPS is required.</exception>
    public void PostConfigure(string? name, OpenIdConnectOptions options)
    {
        ArgumentNullException.ThrowIfNull(name);

        if (string.IsNullOrEmpty(options.SignOutScheme))
        {
            options.SignOutScheme = options.SignInScheme;
        }

        if (string.IsNullOrEmpty(options.TokenValidationParameters.ValidAudience) && !string.IsNullOrEmpty(options.ClientId))
        {
            options.TokenValidationParameters.ValidAudience = options.ClientId;
        }

        options.DataProtectionProvider ??= dataProtection;
        var purpose = typeof(OpenIdConnectHandler).FullName!;
        options.StateDataFormat ??= new PropertiesDataFormat(options.DataProtectionProvider.CreateProtector(purpose, name, "v1"));
        options.StringDataFormat ??= new SecureDataFormat<string>(
            new Utf8Serializer(), options.DataProtectionProvider.CreateProtector(purpose, typeof(string).FullName!, name, "v1"));

        options.Backchannel ??= CreateBackchannel(options);
        options.ConfigurationManager ??= CreateConfigurationManager(options);
    }

    private static HttpClient CreateBackchannel(OpenIdConnectOptions options)
    {
        var client = new HttpClient(options.BackchannelHttpHandler ?? new HttpClientHandler())
        {
            Timeout = options.BackchannelTimeout,
            MaxResponseContentBufferSize = MaxBackchannelAnswerBytes,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Microsoft ASP.NET Core OpenIdConnect handler");
        return client;
    }

    private static IConfigurationManager<OpenIdConnectConfiguration>? CreateConfigurationManager(OpenIdConnectOptions options)
    {
        if (options.Configuration is not null)
        {
            return new StaticConfigurationManager<OpenIdConnectConfiguration>(options.Configuration);
        }

        if (string.IsNullOrEmpty(options.MetadataAddress))
        {
            if (string.IsNullOrEmpty(options.Authority))
            {
                return null; // OpenIdConnectOptions.Validate names what is missing.
            }

            options.MetadataAddress = options.Authority + (options.Authority.EndsWith('/') ? "" : "/") + DiscoveryPath;
        }

        if (options.RequireHttpsMetadata && !options.MetadataAddress.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"The metadata address '{options.MetadataAddress}' is not HTTPS. Use an https Authority, or set RequireHttpsMetadata to false in development.");
        }

        return new ConfigurationManager<OpenIdConnectConfiguration>(
            options.MetadataAddress,
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(options.Backchannel) { RequireHttps = options.RequireHttpsMetadata })
        {
            AutomaticRefreshInterval = options.AutomaticRefreshInterval,
            RefreshInterval = options.RefreshInterval,
        };
    }

    private sealed class Utf8Serializer : IDataSerializer<string>
    {
        public byte[] Serialize(string model) => Encoding.UTF8.GetBytes(model);

        public string Deserialize(byte[] data) => Encoding.UTF8.GetString(data);
    }
}
