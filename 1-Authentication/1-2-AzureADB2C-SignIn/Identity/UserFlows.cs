using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace AzureADB2CSignIn.Identity;

/// <summary>
/// The policies that this app runs: the user flows and the custom policy that the section "AzureAd" names. External ID
/// has none, because the tenant and not the app decides which user flow runs.
/// </summary>
public sealed class UserFlows
{
    private readonly ConcurrentDictionary<string, ConfigurationManager<OpenIdConnectConfiguration>> _managers =
        new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, OpenIdConnectConfiguration> _metadata =
        new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the names of the policies.</summary>
    public UserFlows(IOptions<AzureAdSettings> options)
    {
        var settings = options.Value;
        if (!settings.UsesExternalId)
        {
            SignUpSignIn = settings.SignUpSignInPolicyId.Trim();
            EditProfile = NameOrNull(settings.EditProfilePolicyId);
            ResetPassword = NameOrNull(settings.ResetPasswordPolicyId);
            Custom = NameOrNull(settings.CustomPolicyId);
        }
    }

    /// <summary>The policy of a plain sign-in; null with External ID.</summary>
    public string? SignUpSignIn { get; }

    /// <summary>The policy that edits a profile; null if there is none.</summary>
    public string? EditProfile { get; }

    /// <summary>The policy that replaces a forgotten password; null if there is none.</summary>
    public string? ResetPassword { get; }

    /// <summary>The custom policy that the page "Compare" runs; null if there is none.</summary>
    public string? Custom { get; }

    /// <summary>
    /// The signing keys of the policies that have run. A custom policy signs with keys of its own. The sequence is made
    /// anew each time that it is read, so it has the keys of a policy that ran for the first time a moment ago.
    /// </summary>
    public IEnumerable<SecurityKey> SigningKeys
    {
        get
        {
            foreach (var metadata in _metadata.Values)
            {
                foreach (var key in metadata.SigningKeys)
                {
                    yield return key;
                }
            }
        }
    }

    /// <summary>Whether two names are those of the same policy. B2C ignores the case.</summary>
    public static bool AreSame(string? policy, string? other) =>
        string.Equals(policy, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this app runs the policy.</summary>
    public bool Contains(string policy)
    {
        string?[] policies = [SignUpSignIn, EditProfile, ResetPassword, Custom];
        return policies.Any(known => AreSame(known, policy));
    }

    /// <summary>Reads the metadata of a policy, from memory if it has been read within the last half day.</summary>
    /// <param name="policy">A policy that this app runs.</param>
    /// <param name="options">The options of the scheme "OpenIdConnect".</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<OpenIdConnectConfiguration> ReadMetadataAsync(
        string policy, OpenIdConnectOptions options, CancellationToken cancellationToken)
    {
        // The address of the metadata is https://<instance>/<domain>/<policy>/v2.0/.well-known/openid-configuration.
        var address = options.MetadataAddress!.Replace(
            $"/{SignUpSignIn}/", $"/{policy}/", StringComparison.OrdinalIgnoreCase);
        var manager = _managers.GetOrAdd(policy, _ => new ConfigurationManager<OpenIdConnectConfiguration>(
            address, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(options.Backchannel)));
        var metadata = await SignInChecks.ReadMetadataAsync(manager, cancellationToken);
        _metadata[policy] = metadata;
        return metadata;
    }

    /// <summary>Has the metadata of a policy read again, because its keys may have changed.</summary>
    public void RequestRefresh(string policy)
    {
        if (_managers.TryGetValue(policy, out var manager))
        {
            manager.RequestRefresh();
        }
    }

    private static string? NameOrNull(string name) => name.Trim() is "" ? null : name.Trim();
}
