namespace DeployToAppService;

/// <summary>Finds the mistakes people make in the section "AzureAd" at start-up, not on the first click.</summary>
public static class AzureAdSettings
{
    // One per national cloud: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
    private static readonly string[] _instances =
        ["https://login.microsoftonline.com/", "https://login.microsoftonline.us/", "https://login.partner.microsoftonline.cn/"];

    /// <returns>One sentence that names the key, what is wrong and how to mend it, and never a secret; null when all is well.</returns>
    public static string? FindMistake(IConfigurationSection azureAd)
    {
        string Get(string key) => azureAd[key]?.Trim() ?? "";
        if (Get("TenantId") is not "") // a tenant of your own takes the place of the sandbox's authority
            (azureAd["Instance"], azureAd["Authority"]) = (Get("Instance") is "" ? _instances[0] : Get("Instance"), "");

        var (instance, tenant, authority, secret) = (Get("Instance"), Get("TenantId"), Get("Authority"), Get("ClientCredentials:0:ClientSecret"));
        var isSandbox = instance is "" && authority is not "";
        if (isSandbox && !NamesTenant(authority))
            return Say("Authority", $"is '{authority}', which is not an https address with a tenant in its path", _instances[0] + "<tenant id>/v2.0");
        if (!isSandbox && !_instances.Contains(instance.TrimEnd('/') + '/', StringComparer.OrdinalIgnoreCase))
            return Say("Instance", $"is '{instance}', which is none of Microsoft's sign-in addresses ({string.Join(", ", _instances)})", _instances[0]);
        if (!isSandbox && !IsTenant(tenant))
            return Say("TenantId", tenant is "" ? "is blank" : $"is '{tenant}', which is neither a tenant's GUID nor its domain", "<Directory (tenant) ID>");
        if (!Guid.TryParse(Get("ClientId"), out var clientId) || clientId == Guid.Empty)
            return Say("ClientId", Get("ClientId") is "" ? "is blank" : "is not a GUID", "<Application (client) ID>");
        var source = Get("ClientCredentials:0:SourceType");
        if (isSandbox && source is "SignedAssertionFromManagedIdentity" && Environment.GetEnvironmentVariable("IDENTITY_ENDPOINT") is null)
            return "AzureAd:ClientCredentials:0 asks for a managed identity, and this process has none: start it with `dotnet run` in the chapter's folder, "
                + "or set IDENTITY_ENDPOINT and IDENTITY_HEADER as in Properties/launchSettings.json.";
        if (secret is "" && source is "" or "ClientSecret")
            return Say("ClientCredentials:0:ClientSecret", "is blank", "<client secret value>");
        return !isSandbox && secret.StartsWith("sandbox-only", StringComparison.Ordinal)
            ? Say("ClientCredentials:0:ClientSecret", "is still the one of the sandbox", "<client secret value>") : null;
    }

    private static bool NamesTenant(string authority) =>
        Uri.TryCreate(authority, UriKind.Absolute, out var uri) && uri.Scheme is "https" && IsTenant(uri.Segments.ElementAtOrDefault(1)?.TrimEnd('/') ?? "");

    // "common" and "organizations" would let every organization in; this chapter is for one.
    private static bool IsTenant(string name) => Guid.TryParse(name, out _)
        || (name.Contains('.') && char.IsLetter(name[^1]) && Uri.CheckHostName(name) is UriHostNameType.Dns);

    private static string Say(string key, string problem, string value) => $"AzureAd:{key} {problem}: in the chapter's folder run "
        + $"dotnet user-secrets set \"AzureAd:{key}\" \"{value}\" (outside Development, set the environment variable AzureAd__{key.Replace(":", "__")}).";
}
