namespace AzureADB2CSignIn;

/// <summary>Finds the mistakes people make in the section "AzureAd" at start-up, not on the first click.</summary>
public static partial class AzureAdSettings
{
    private const string SandboxDomain = "fabrikamb2c.onmicrosoft.com";
    private static readonly string[] _policies = ["SignUpSignInPolicyId", "EditProfilePolicyId", "ResetPasswordPolicyId", "CustomPolicyId"];

    /// <returns>One sentence that names the key, what is wrong and how to mend it, and never a secret; null when all is well.</returns>
    public static string? FindMistake(IConfigurationSection azureAd)
    {
        string Get(string key) => azureAd[key]?.Trim() ?? "";
        var isExternalId = Get("Authority") is not "";
        if (isExternalId) // an authority is all that External ID needs, and Microsoft.Identity.Web would prefer what is beside it
            Array.ForEach(["Instance", "Domain", "TenantId", .. _policies], key => azureAd[key] = "");
        else if (Get("Instance") is "" || (IsLoopback(Get("Instance")) && Get("Domain") is not SandboxDomain))
            azureAd["Instance"] = $"https://{Get("Domain").Split('.')[0]}.b2clogin.com/"; // a tenant of your own takes the sandbox's place
        var (instance, domain, authority, secret) = (Get("Instance"), Get("Domain"), Get("Authority"), Get("ClientCredentials:0:ClientSecret"));
        if (isExternalId && !NamesTenant(authority))
            return Say("Authority", $"is '{authority}', which is not an https address of an external tenant", "https://<subdomain>.ciamlogin.com/");
        if (!isExternalId && !IsDomain(domain))
            return Say("Domain", domain is "" ? "is blank" : $"is '{domain}', which is not a tenant's domain", "<tenant>.onmicrosoft.com");
        if (!isExternalId && !IsHttps(instance))
            return Say("Instance", $"is '{instance}', which is not an https address", $"https://{domain.Split('.')[0]}.b2clogin.com/");
        if (_policies.FirstOrDefault(key => Get(key) is "" ? !isExternalId && key == _policies[0] : !PolicyName().IsMatch(Get(key))) is { } wrong)
            return Say(wrong, Get(wrong) is "" ? "is blank" : $"is '{Get(wrong)}', which is not a policy's name (B2C_1_… or B2C_1A_…)", "B2C_1_<name>");
        if (!Guid.TryParse(Get("ClientId"), out var clientId) || clientId == Guid.Empty)
            return Say("ClientId", Get("ClientId") is "" ? "is blank" : "is not a GUID", "<Application (client) ID>");
        if (secret is "" && Get("ClientCredentials:0:SourceType") is "" or "ClientSecret")
            return Say("ClientCredentials:0:ClientSecret", "is blank", "<client secret value>");
        return !IsLoopback(isExternalId ? authority : instance) && secret.StartsWith("sandbox-only", StringComparison.Ordinal)
            ? Say("ClientCredentials:0:ClientSecret", "is still the one of the sandbox", "<client secret value>") : null;
    }

    private static bool IsHttps(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https";
    private static bool IsLoopback(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;
    private static bool IsDomain(string name) => name.Contains('.') && char.IsLetter(name[^1]) && Uri.CheckHostName(name) is UriHostNameType.Dns;

    private static bool NamesTenant(string authority) => IsHttps(authority) && new Uri(authority) is var uri
        && (uri is { AbsolutePath: "/" } ? uri.Host.EndsWith(".ciamlogin.com", StringComparison.OrdinalIgnoreCase) // its first label names the tenant; under any other host, the path has to
            : uri.Segments[1].TrimEnd('/') is var tenant && (Guid.TryParse(tenant, out _) || IsDomain(tenant)));

    private static string Say(string key, string problem, string value) => $"AzureAd:{key} {problem}: in the chapter's folder run "
        + $"dotnet user-secrets set \"AzureAd:{key}\" \"{value}\" (outside Development, set the environment variable AzureAd__{key.Replace(":", "__")}).";

    [GeneratedRegex("^B2C_1A?_[A-Za-z0-9_-]+$")] private static partial Regex PolicyName();
}
