using Microsoft.AspNetCore.Http;

namespace Microsoft.Identity.Web;

/// <summary>Finds the authority, the address below which <c>.well-known/openid-configuration</c> is, from what is configured.</summary>
internal static class Authority
{
    private const string ExternalIdHost = ".ciamlogin.com";

    /// <summary>Whether the address is built from its parts; <see cref="MicrosoftIdentityOptions"/> says when.</summary>
    public static bool IsBuiltFromParts(MicrosoftIdentityOptions options) =>
        string.IsNullOrEmpty(options.Authority)
        || !string.IsNullOrEmpty(options.Instance)
        || !string.IsNullOrEmpty(options.TenantId);

    public static string Of(MicrosoftIdentityOptions options) =>
        IsBuiltFromParts(options) ? Build(options) : WithVersion(WithExternalIdTenant(options.Authority!));

    private static string Build(MicrosoftIdentityOptions options)
    {
        var instance = new Uri(options.Instance);
        var tenant = options.IsB2C ? $"{options.Domain}/{options.DefaultUserFlow}" : options.TenantId;

        return new Uri(instance, new PathString($"{instance.AbsolutePath.TrimEnd('/')}/{tenant}/v2.0")).ToString();
    }

    /// <summary>The v2.0 endpoint is the only one this library speaks, so an authority without the suffix gets it.</summary>
    private static string WithVersion(string authority)
    {
        var query = authority.IndexOf('?', StringComparison.Ordinal);
        var address = (query < 0 ? authority : authority[..query]).Trim().TrimEnd('/');

        return (address.EndsWith("v2.0", StringComparison.Ordinal) ? address : address + "/v2.0")
            + (query < 0 ? "" : authority[query..]);
    }

    /// <summary>An External ID authority may leave its tenant out: the host's first label names it.</summary>
    private static string WithExternalIdTenant(string authority) =>
        Uri.TryCreate(authority, UriKind.Absolute, out var address)
        && address.AbsolutePath == "/"
        && address.Host.EndsWith(ExternalIdHost, StringComparison.OrdinalIgnoreCase)
            ? new Uri(address, $"/{address.Host[..^ExternalIdHost.Length]}.onmicrosoft.com").ToString()
            : authority;
}
