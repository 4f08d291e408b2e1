namespace AzureADSignIn;

/// <summary>Finds the mistakes people make in the section "AzureAd" at start-up, not on the first click.</summary>
public static class AzureAdSettings
{
    // One per national cloud: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
    private static readonly string[] _instances =
        ["https://login.microsoftonline.com/", "https://login.microsoftonline.us/", "https://login.partner.microsoftonline.cn/"];

    /// <returns>One sentence that names the key, what is wrong and how to mend it, and never a secret; null when all is well.</returns>
    public static string? FindMistake(IConfigurationSection azureAd)
    {
        if (!string.IsNullOrWhiteSpace(azureAd["TenantId"])) // a tenant of your own takes the place of the sandbox's authority
        {
            azureAd["Instance"] = string.IsNullOrWhiteSpace(azureAd["Instance"]) ? _instances[0] : azureAd["Instance"];
            azureAd["Authority"] = "";
        }
        string Get(string key) => azureAd[key]?.Trim() ?? "";
        return FindMistake(Get("Instance"), Get("TenantId"), Get("Authority")) ?? FindMistake(Get("ClientId"),
            Get("ClientCredentials:0:SourceType"), Get("ClientCredentials:0:ClientSecret"), isSandbox: Get("TenantId") is "");
    }

    private static string? FindMistake(string instance, string tenant, string authority) => (instance, authority) switch
    {
        ("", not "") => Uri.TryCreate(authority, UriKind.Absolute, out var uri) && uri.Scheme is "https" && IsTenant(uri.Segments.ElementAtOrDefault(1)) ? null
            : Say("Authority", $"is '{authority}', which is not an https address with a tenant in its path", _instances[0] + "<tenant id>/v2.0"),
        _ when !_instances.Contains(instance.TrimEnd('/') + '/', StringComparer.OrdinalIgnoreCase) =>
            Say("Instance", $"is '{instance}', which is none of Microsoft's sign-in addresses ({string.Join(", ", _instances)})", _instances[0]),
        _ when !IsTenant(tenant) =>
            Say("TenantId", tenant is "" ? "is blank" : $"is '{tenant}', which is neither a tenant's GUID nor its domain", "<Directory (tenant) ID>"),
        _ => null,
    };

    private static string? FindMistake(string clientId, string credential, string secret, bool isSandbox) => (clientId, credential, secret) switch
    {
        _ when !Guid.TryParse(clientId, out var id) || id == Guid.Empty =>
            Say("ClientId", clientId is "" ? "is blank" : "is not a GUID", "<Application (client) ID>"),
        (_, "" or "ClientSecret", "") => Say("ClientCredentials:0:ClientSecret", "is blank", "<client secret value>"),
        _ when !isSandbox && secret.StartsWith("sandbox-only", StringComparison.Ordinal) =>
            Say("ClientCredentials:0:ClientSecret", "is still the one of the sandbox", "<client secret value>"),
        _ => null,
    };

    // "common" and "organizations" would let every organization in; this chapter is for one.
    private static bool IsTenant(string? segment) => segment?.TrimEnd('/') is { } name
        && (Guid.TryParse(name, out _) || (name.Contains('.') && char.IsLetter(name[^1]) && Uri.CheckHostName(name) is UriHostNameType.Dns));

    private static string Say(string key, string problem, string value) => $"AzureAd:{key} {problem}: in the chapter's folder run "
        + $"dotnet user-secrets set \"AzureAd:{key}\" \"{value}\" (outside Development, set the environment variable AzureAd__{key.Replace(":", "__")}).";
}
