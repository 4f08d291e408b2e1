using System.Reflection;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>
/// <see cref="MicrosoftIdentityOptions"/> inherits every setting of the OpenID Connect handler, so that one configuration section can hold them all.
/// This carries them over to the handler's own options.
/// </summary>
internal static class HandlerSettings
{
    // By reflection, so that a setting a later version of the handler adds is not forgotten.
    private static readonly PropertyInfo[] _settings =
        [.. typeof(OpenIdConnectOptions).GetProperties().Where(property => property is { CanRead: true, SetMethod.IsPublic: true })];

    public static void Copy(MicrosoftIdentityOptions from, OpenIdConnectOptions to)
    {
        foreach (var setting in _settings)
        {
            setting.SetValue(to, setting.GetValue(from));
        }

        to.TokenValidationParameters = from.TokenValidationParameters.Clone();

        if (from.ClientCredentials?.Any() is true)
        {
            to.ClientSecret = from.ClientCredentials.FirstOrDefault(credential => credential.CredentialType == CredentialType.Secret)?.ClientSecret;
        }

        foreach (var scope in from.Scope.Except(to.Scope, StringComparer.OrdinalIgnoreCase).ToArray())
        {
            to.Scope.Add(scope);
        }

        foreach (var (name, value) in from.AdditionalAuthorizationParameters)
        {
            to.AdditionalAuthorizationParameters[name] = value;
        }

        foreach (var action in from.ClaimActions
            .Where(action => !to.ClaimActions.Any(known => known.ClaimType == action.ClaimType && known.ValueType == action.ValueType))
            .ToArray())
        {
            to.ClaimActions.Add(action);
        }
    }
}
