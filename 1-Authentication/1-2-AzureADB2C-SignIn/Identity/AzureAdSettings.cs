using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;

namespace AzureADB2CSignIn.Identity;

/// <summary>The settings of the section "AzureAd" that are easy to get wrong, as they are written.</summary>
public sealed class AzureAdSettings
{
    private const string SandboxDomain = "fabrikamb2c.onmicrosoft.com";

    /// <summary>The address of a B2C tenant. Default: that of its <see cref="Domain"/>.</summary>
    public string Instance { get; set; } = "";

    /// <summary>The domain of a B2C tenant, such as contoso.onmicrosoft.com.</summary>
    public string Domain { get; set; } = "";

    /// <summary>The address of an External ID tenant. It takes the place of all settings for B2C.</summary>
    public string Authority { get; set; } = "";

    /// <summary>The B2C policy that signs users in and up.</summary>
    public string SignUpSignInPolicyId { get; set; } = "";

    /// <summary>The B2C policy that edits a profile; blank if the tenant has none.</summary>
    public string EditProfilePolicyId { get; set; } = "";

    /// <summary>The B2C policy that replaces a forgotten password; blank if the tenant has none.</summary>
    public string ResetPasswordPolicyId { get; set; } = "";

    /// <summary>The B2C custom policy that the page "Compare" runs; blank if the tenant has none.</summary>
    public string CustomPolicyId { get; set; } = "";

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

    /// <summary>Whether the app signs users in with External ID, and not with B2C.</summary>
    public bool UsesExternalId => Authority.Trim() is not "";

    /// <summary>Whether the app signs users in at the local sandbox.</summary>
    public bool UsesSandbox => UsesExternalId
        ? IsLoopback(Authority)
        : IsLoopback(Instance) && Domain.Trim() is "" or SandboxDomain;

    /// <summary>
    /// The address of the B2C tenant. A tenant of your own in the user secrets may be set together with the sandbox's
    /// instance in appsettings.Development.json. Its domain then decides.
    /// </summary>
    public string B2CInstance => Instance.Trim() is "" || (IsLoopback(Instance) && !UsesSandbox)
        ? $"https://{Domain.Trim().Split('.')[0]}.b2clogin.com/"
        : Instance.Trim();

    private static bool IsLoopback(string address) =>
        Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) && uri.IsLoopback;

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

        services.AddOptions<MicrosoftIdentityOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<IOptions<AzureAdSettings>>((options, settings) =>
            {
                if (settings.Value.UsesExternalId)
                {
                    // An External ID tenant has one authority and no policies. Microsoft.Identity.Web would take any
                    // policy name for a sign that the tenant is one of B2C.
                    options.Instance = "";
                    options.Domain = null;
                    options.SignUpSignInPolicyId = null;
                    options.EditProfilePolicyId = null;
                    options.ResetPasswordPolicyId = null;
                }
                else
                {
                    options.Instance = settings.Value.B2CInstance;
                }
            });
        return services;
    }

    /// <summary>Checks the settings, so that the app can end with one sentence and not with a stack trace.</summary>
    /// <returns>A sentence that names the key, the problem and the fix, and no secret; null if all is well.</returns>
    public static string? FindSettingMistake(this WebApplication app)
    {
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
