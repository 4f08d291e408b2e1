using Microsoft.Extensions.Options;

namespace AzureADSignIn.Identity;

/// <summary>Finds the mistakes in the section "AzureAd" that would otherwise show at the first sign-in.</summary>
public sealed class AzureAdSettingsValidator : IValidateOptions<AzureAdSettings>
{
    /// <summary>
    /// The sign-in addresses of Microsoft Entra ID, the global cloud first:
    /// https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
    /// </summary>
    public static readonly string[] Clouds =
    [
        "https://login.microsoftonline.com/",
        "https://login.microsoftonline.us/",
        "https://login.partner.microsoftonline.cn/",
    ];

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, AzureAdSettings settings)
    {
        var mistake = FindCredentialMistake(settings);
        mistake ??= settings.UsesSandbox ? FindSandboxMistake(settings) : FindTenantMistake(settings);
        mistake ??= FindPathMistake(settings);
        return mistake is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistake);
    }

    private static string? FindSandboxMistake(AzureAdSettings settings)
    {
        if (!IsAuthority(settings.Authority))
        {
            return Restore(
                "Authority", $"is '{settings.Authority}', which is not an https address with a tenant in its path");
        }

        if (!Guid.TryParse(settings.ClientId, out _))
        {
            return Restore("ClientId", settings.ClientId.Trim() is "" ? "is blank" : "is not a GUID");
        }

        return LacksSecret(settings) ? Restore("ClientCredentials:0:ClientSecret", "is blank") : null;
    }

    private static string? FindTenantMistake(AzureAdSettings settings)
    {
        if (settings.TenantId.Trim() is "")
        {
            return Set("TenantId", "is blank", "<Directory (tenant) ID>");
        }

        // "common" and "organizations" let the users of every organization in. This app is for one.
        if (!IsTenant(settings.TenantId.Trim()))
        {
            return Set(
                "TenantId",
                $"is '{settings.TenantId}', which is neither a tenant's ID nor its domain",
                "<Directory (tenant) ID>");
        }

        if (settings.Instance.Trim() is not "" && !IsCloud(settings.Instance.Trim()))
        {
            return Set(
                "Instance",
                $"is '{settings.Instance}', which is none of the sign-in addresses {string.Join(", ", Clouds)}",
                Clouds[0]);
        }

        if (!Guid.TryParse(settings.ClientId, out var clientId) || clientId == Guid.Empty)
        {
            return Set(
                "ClientId",
                settings.ClientId.Trim() is "" ? "is blank" : "is not a GUID",
                "<Application (client) ID>");
        }

        if (LacksSecret(settings))
        {
            return Set("ClientCredentials:0:ClientSecret", "is blank", "<value of the client secret>");
        }

        return settings.ClientCredentials[0].ClientSecret.StartsWith("sandbox-only", StringComparison.Ordinal)
            ? Set("ClientCredentials:0:ClientSecret", "is still the one of the sandbox", "<value of the client secret>")
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

    private static bool IsCloud(string instance) =>
        Clouds.Contains(instance.TrimEnd('/') + '/', StringComparer.OrdinalIgnoreCase);

    private static bool IsAuthority(string authority) =>
        Uri.TryCreate(authority, UriKind.Absolute, out var uri)
        && uri.Scheme is "https"
        && uri.Segments.Length > 1
        && IsTenant(uri.Segments[1].TrimEnd('/'));

    private static bool IsTenant(string name) =>
        Guid.TryParse(name, out _)
        || (name.Contains('.') && char.IsLetter(name[^1]) && Uri.CheckHostName(name) is UriHostNameType.Dns);

    private static string Restore(string key, string problem) =>
        $"AzureAd:{key} {problem}: restore the sandbox's value in appsettings.Development.json.";

    private static string Set(string key, string problem, string value) =>
        $"AzureAd:{key} {problem}: in the folder of this app, run "
        + $"dotnet user-secrets set \"AzureAd:{key}\" \"{value}\" "
        + $"(outside Development, set the environment variable AzureAd__{key.Replace(":", "__")}).";
}
