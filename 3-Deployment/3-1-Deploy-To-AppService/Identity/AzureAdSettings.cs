using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;

namespace DeployToAppService.Identity;

/// <summary>The settings of the section "AzureAd" that are easy to get wrong, as they are written.</summary>
public sealed class AzureAdSettings
{
    /// <summary>The sign-in address of the cloud. Default: that of the global cloud.</summary>
    public string Instance { get; set; } = "";

    /// <summary>The tenant's ID or domain; blank for the sandbox.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The sandbox's address with its tenant. A <see cref="TenantId"/> takes its place.</summary>
    public string Authority { get; set; } = "";

    /// <summary>The application (client) ID of the app registration.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The credentials with which the app proves its identity to the provider.</summary>
    public List<ClientCredential> ClientCredentials { get; } = [];

    /// <summary>The path to which the provider sends the browser after a sign-in.</summary>
    public string CallbackPath { get; set; } = "";

    /// <summary>The path that the provider loads when the user signs out elsewhere.</summary>
    public string RemoteSignOutPath { get; set; } = "";

    /// <summary>The path to which the provider sends the browser after a sign-out.</summary>
    public string SignedOutCallbackPath { get; set; } = "";

    /// <summary>Whether the app signs users in at the local sandbox.</summary>
    public bool UsesSandbox => TenantId.Trim() is "" && Authority.Trim() is not "";

    /// <summary>An entry of <see cref="AzureAdSettings.ClientCredentials"/>.</summary>
    public sealed class ClientCredential
    {
        /// <summary>The kind of credential; blank or "ClientSecret" for a client secret.</summary>
        public string SourceType { get; set; } = "";

        /// <summary>The value of the client secret.</summary>
        public string ClientSecret { get; set; } = "";
    }
}

/// <summary>Registers the settings and their check.</summary>
public static class AzureAdSettingsExtensions
{
    /// <summary>Lets a tenant of your own take the place of the sandbox. Checks the settings at the start.</summary>
    public static IServiceCollection AddAzureAdSettings(
        this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AzureAdSettings>()
            .Bind(configuration.GetSection("AzureAd"))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AzureAdSettings>, AzureAdSettingsValidator>();

        // A tenant in the user secrets and the sandbox's authority in appsettings.Development.json may be set at once.
        // Microsoft.Identity.Web would then use the authority.
        return services.Configure<MicrosoftIdentityOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
        {
            if (!string.IsNullOrWhiteSpace(options.TenantId))
            {
                options.Authority = null;
                options.Instance = string.IsNullOrWhiteSpace(options.Instance)
                    ? AzureAdSettingsValidator.Clouds[0]
                    : options.Instance;
            }
        });
    }

    /// <summary>Checks the settings, so that the app can end with one sentence and not with a stack trace.</summary>
    /// <returns>A sentence that names the key, the problem and the fix, and no secret; null if all is well.</returns>
    public static string? FindSettingMistake(this WebApplication app)
    {
        // Microsoft.Identity.Web then leaves the sign-in to App Service, and does not add the scheme "OpenIdConnect"
        // that the pages, checks and limits of this app are made for.
        if (AppServicesAuthenticationInformation.IsAppServicesAadAuthenticationEnabled)
        {
            return "App Service authentication signs users in with Microsoft Entra ID before a request reaches this "
                + "app (WEBSITE_AUTH_ENABLED and WEBSITE_AUTH_DEFAULT_PROVIDER): turn it off under Authentication in "
                + "the Azure portal, because this app signs users in itself.";
        }

        try
        {
            _ = app.Services.GetRequiredService<IOptions<AzureAdSettings>>().Value;
            _ = app.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>()
                .Get(OpenIdConnectDefaults.AuthenticationScheme);
            return null;
        }
        catch (OptionsValidationException mistake)
        {
            return mistake.Message;
        }
        catch (InvalidOperationException mistake)
        {
            // The configuration binder names the key, and the value that it could not convert.
            return $"{mistake.Message} Correct the value in appsettings.json, or where you have set it.";
        }
    }
}
