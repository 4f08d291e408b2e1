namespace AzureADB2CSignIn;

/// <summary>The policies that this app runs, by the names in "AzureAd", and nothing else. With External ID there are none.</summary>
public sealed class UserFlows(IConfiguration configuration)
{
    private readonly ConcurrentDictionary<string, ConfigurationManager<OpenIdConnectConfiguration>> _managers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, OpenIdConnectConfiguration> _metadata = new(StringComparer.OrdinalIgnoreCase);

    public string? SignUpSignIn => Name("SignUpSignInPolicyId");
    public string? EditProfile => Name("EditProfilePolicyId");
    public string? ResetPassword => Name("ResetPasswordPolicyId");
    public string? Custom => Name("CustomPolicyId");

    /// <summary>The signing keys of the policies that have run: custom policies sign with keys of their own.</summary>
    public IEnumerable<SecurityKey> Keys => _metadata.SelectMany(policy => policy.Value.SigningKeys);

    public bool Contains(string policy) => new[] { SignUpSignIn, EditProfile, ResetPassword, Custom }.Any(name => Same(name, policy));
    public static bool Same(string? policy, string? other) => string.Equals(policy, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Each policy has endpoints of its own. A code is good at the token endpoint beside the one that issued it, and nowhere else.</summary>
    public async Task<OpenIdConnectConfiguration> ReadMetadataAsync(string policy, OpenIdConnectOptions options, CancellationToken cancellation)
    {
        var address = options.MetadataAddress!.Replace($"/{SignUpSignIn}/", $"/{policy}/", StringComparison.OrdinalIgnoreCase);
        var manager = _managers.GetOrAdd(policy, _ => new(address, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(options.Backchannel)));
        return _metadata[policy] = SignInEvents.RequireHttps(await manager.GetConfigurationAsync(cancellation), manager.RequestRefresh);
    }

    public void RequestRefresh(string policy) => _managers.GetValueOrDefault(policy)?.RequestRefresh();
    private string? Name(string key) => configuration[$"AzureAd:{key}"]?.Trim() is { Length: > 0 } name ? name : null;
}
