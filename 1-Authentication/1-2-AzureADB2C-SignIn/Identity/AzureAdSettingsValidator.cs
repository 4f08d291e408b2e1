using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace AzureADB2CSignIn.Identity;

/// <summary>Finds the mistakes in the section "AzureAd" that would otherwise show at the first sign-in.</summary>
public sealed partial class AzureAdSettingsValidator : IValidateOptions<AzureAdSettings>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, AzureAdSettings settings)
    {
        var mistake = FindCredentialMistake(settings);
        mistake ??= settings.UsesExternalId ? FindExternalIdMistake(settings) : FindB2CMistake(settings);
        mistake ??= FindAppMistake(settings) ?? FindPathMistake(settings);
        return mistake is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistake);
    }

    private static string? FindExternalIdMistake(AzureAdSettings settings)
    {
        return NamesTenant(settings.Authority.Trim())
            ? null
            : Correct(
                settings,
                "Authority",
                $"is '{settings.Authority}', which is not an https address of an external tenant",
                "https://<subdomain>.ciamlogin.com/");
    }

    private static string? FindB2CMistake(AzureAdSettings settings)
    {
        if (!IsDomain(settings.Domain.Trim()))
        {
            return Correct(
                settings,
                "Domain",
                settings.Domain.Trim() is "" ? "is blank" : $"is '{settings.Domain}', which is not a tenant's domain",
                "<tenant>.onmicrosoft.com");
        }

        if (!IsHttps(settings.B2CInstance))
        {
            return Correct(
                settings,
                "Instance",
                $"is '{settings.Instance}', which is not an https address",
                $"https://{settings.Domain.Trim().Split('.')[0]}.b2clogin.com/");
        }

        if (settings.SignUpSignInPolicyId.Trim() is "")
        {
            return Set("SignUpSignInPolicyId", "is blank", "B2C_1_<name>");
        }

        (string Key, string Name)[] policies =
        [
            (nameof(settings.SignUpSignInPolicyId), settings.SignUpSignInPolicyId),
            (nameof(settings.EditProfilePolicyId), settings.EditProfilePolicyId),
            (nameof(settings.ResetPasswordPolicyId), settings.ResetPasswordPolicyId),
            (nameof(settings.CustomPolicyId), settings.CustomPolicyId),
        ];
        foreach (var (key, policy) in policies)
        {
            if (policy.Trim() is not "" && !PolicyName().IsMatch(policy.Trim()))
            {
                var problem = $"is '{policy}', which is not a policy's name (B2C_1_… or B2C_1A_…)";
                return Set(key, problem, "B2C_1_<name>");
            }
        }

        return null;
    }

    private static string? FindAppMistake(AzureAdSettings settings)
    {
        if (!Guid.TryParse(settings.ClientId, out var clientId) || clientId == Guid.Empty)
        {
            return Correct(
                settings,
                "ClientId",
                settings.ClientId.Trim() is "" ? "is blank" : "is not a GUID",
                "<Application (client) ID>");
        }

        const string Key = "ClientCredentials:0:ClientSecret";
        const string Value = "<value of the client secret>";
        if (LacksSecret(settings))
        {
            return Correct(settings, Key, "is blank", Value);
        }

        var secret = settings.ClientCredentials[0].ClientSecret;
        return !settings.UsesSandbox && secret.StartsWith("sandbox-only", StringComparison.Ordinal)
            ? Set(Key, "is still the one of the sandbox", Value)
            : null;
    }

    private static string? FindPathMistake(AzureAdSettings settings)
    {
        (string Key, string Path)[] paths =
        [
            (nameof(settings.CallbackPath), settings.CallbackPath),
            (nameof(settings.RemoteSignOutPath), settings.RemoteSignOutPath),
            (nameof(settings.SignedOutCallbackPath), settings.SignedOutCallbackPath),
        ];
        foreach (var (key, path) in paths)
        {
            if (path.Length < 2 || path[0] is not '/' || path.Contains('?') || path.Contains('#'))
            {
                return $"AzureAd:{key} is '{path}', which is not a path: write it in appsettings.json with a slash in "
                    + "front, such as /signin-oidc.";
            }
        }

        var differentPaths = paths.Select(path => path.Path).Distinct(StringComparer.OrdinalIgnoreCase);
        return differentPaths.Count() == paths.Length
            ? null
            : "AzureAd:CallbackPath, RemoteSignOutPath and SignedOutCallbackPath have to differ: "
                + "give each a path of its own in appsettings.json.";
    }

    private static bool LacksSecret(AzureAdSettings settings) =>
        settings.ClientCredentials is [] || settings.ClientCredentials[0].ClientSecret.Trim() is "";

    // The OpenID Connect handler redeems the code, and it knows client secrets only. An app that acquires tokens, as in
    // chapter 2-1, leaves the code to MSAL, which can also use a certificate or a managed identity.
    private static string? FindCredentialMistake(AzureAdSettings settings)
    {
        var sourceType = settings.ClientCredentials is [var first, ..] ? first.SourceType.Trim() : "";
        return sourceType is "" || sourceType.Equals("ClientSecret", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"AzureAd:ClientCredentials:0:SourceType is '{sourceType}', but this app can use a client secret only: "
                + "set it to ClientSecret in appsettings.json.";
    }

    private static bool IsHttps(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https";

    private static bool IsDomain(string name) =>
        name.Contains('.') && char.IsLetter(name[^1]) && Uri.CheckHostName(name) is UriHostNameType.Dns;

    // The subdomain of ciamlogin.com names the tenant. With any other host, the path has to name it.
    private static bool NamesTenant(string authority)
    {
        if (!IsHttps(authority))
        {
            return false;
        }

        var address = new Uri(authority);
        if (address.AbsolutePath is "/")
        {
            return address.Host.EndsWith(".ciamlogin.com", StringComparison.OrdinalIgnoreCase);
        }

        var tenant = address.Segments[1].TrimEnd('/');
        return Guid.TryParse(tenant, out _) || IsDomain(tenant);
    }

    private static string Correct(AzureAdSettings settings, string key, string problem, string value) =>
        settings.UsesSandbox ? Restore(settings, key, problem) : Set(key, problem, value);

    private static string Restore(AzureAdSettings settings, string key, string problem)
    {
        var file = settings.UsesExternalId ? "appsettings.ExternalID.json" : "appsettings.Development.json";
        return $"AzureAd:{key} {problem}: restore the sandbox's value in {file}.";
    }

    private static string Set(string key, string problem, string value) =>
        $"AzureAd:{key} {problem}: in the folder of this app, run "
        + $"dotnet user-secrets set \"AzureAd:{key}\" \"{value}\" "
        + $"(outside Development, set the environment variable AzureAd__{key.Replace(":", "__")}).";

    [GeneratedRegex("^B2C_1A?_[A-Za-z0-9_-]+$")]
    private static partial Regex PolicyName();
}
