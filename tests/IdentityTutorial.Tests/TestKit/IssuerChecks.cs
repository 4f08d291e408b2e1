using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Validators;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// The library keeps its issuer checks by authority for the life of the process, each with the metadata it fetched by itself and the
/// client it fetches with. Tests that change metadata would see each other's, so every application gets a check of its own.
/// </summary>
internal static class IssuerChecks
{
    public static void Separate(OpenIdConnectOptions options)
    {
        if (options.TokenValidationParameters.IssuerValidator?.Target is AadIssuerValidator)
        {
            options.TokenValidationParameters.IssuerValidator = AadIssuerValidator.GetAadIssuerValidator(
                $"{options.Authority}?only={Guid.NewGuid():N}", options.Backchannel, _ => FetchedThrough(options)).Validate;
        }
    }

    public static void Separate(JwtBearerOptions options)
    {
        if (options.TokenValidationParameters.IssuerValidator?.Target is AadIssuerValidator)
        {
            options.TokenValidationParameters.IssuerValidator = AadIssuerValidator.GetAadIssuerValidator(
                $"{options.Authority}?only={Guid.NewGuid():N}",
                options.Backchannel,
                _ => Fetched(options.MetadataAddress, options.Backchannel)).Validate;
        }
    }

    private static ConfigurationManager<OpenIdConnectConfiguration> FetchedThrough(OpenIdConnectOptions options) =>
        Fetched(options.MetadataAddress!, options.Backchannel);

    private static ConfigurationManager<OpenIdConnectConfiguration> Fetched(string metadata, HttpClient client) =>
        new(metadata, new OpenIdConnectConfigurationRetriever(), client);
}
