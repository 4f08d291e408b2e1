using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sandbox.Applications;
using Sandbox.Protocol.Scopes;

namespace Sandbox.Seed;

/// <summary>Checks one application registration of the seed.</summary>
internal static class SeedApplicationCheck
{
    public static void Check(SeedApplication application, string place, Dictionary<string, SeedApplication> apis, IEnumerable<string> principals)
    {
        SeedRedirectUriCheck.Check(application, place);
        Addresses(application.PostLogoutRedirectUris, place + ".postLogoutRedirectUris");
        Addresses(application.FrontChannelLogoutUri is { } uri ? [uri] : [], place + ".frontChannelLogoutUri");
        SeedCheck.Require(
            !application.IsPublicOnly || (application.Secrets.Count == 0 && application.Certificates.Count == 0),
            place + ".publicClient",
            "a public client has no credential. Remove its secrets and certificates, set publicClient to false, or list "
                + "its redirect URIs for mobile and desktop apps in publicClientRedirectUris.");
        SeedCheck.Require(application.GeneratedCertificate?.All(char.IsAsciiLetterOrDigit) != false, place + ".generatedCertificate",
            "the name has other characters than letters and digits. It becomes a file name; choose a simpler one.");
        SeedCheck.Require(application.Secrets.All(secret => secret.Value.Length > 0), place + ".secrets", "a secret is empty. Give it a value.");
        SeedCheck.Require(
            application.Secrets.DistinctBy(secret => secret.Value).Count() == application.Secrets.Count, place + ".secrets", "a secret is there twice. Remove one.");
        SeedCheck.Unique(application.Scopes, scope => scope.Value, (_, index) => $"{place}.scopes[{index}].value");
        SeedCheck.Unique(application.AppRoles, role => role.Value, (_, index) => $"{place}.appRoles[{index}].value");
        SeedCheck.Require(application.Scopes.All(scope => ApiScopes.IsWellFormed(scope.Value) && !scope.Value.Contains(' ')), place + ".scopes",
            "a scope has a space, or a character that no scope has (RFC 6749, section 3.3). Write it in ASCII letters, digits and dots.");
        SeedCheck.Require(application.AccessTokenVersion is 1 or 2, place + ".accessTokenVersion",
            "it is the version of access tokens for the API. Write 1 or 2.");
        Offered(application, place + ".preAuthorized");
        SeedCheck.Require(application.Certificates.All(IsCertificate), place + ".certificates", "an entry is no certificate. Write the base64 of its DER form, without header lines.");
        Known(application.Permissions, place + ".permissions", apis, api => api.Scopes.Select(scope => scope.Value));
        KnownRoles(application.ApplicationPermissions, place + ".applicationPermissions", apis);
        SeedManagedIdentityCheck.Check(application, place + ".federatedCredentials");

        var names = principals.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var roles = application.AppRoles.Select(role => role.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var (principal, assigned) in application.Assignments)
        {
            SeedCheck.Require(names.Contains(principal), place + ".assignments", $"there is no user or group \"{principal}\" in this tenant. Name one of them.");
            foreach (var role in assigned)
            {
                SeedCheck.Require(roles.Contains(role), place + ".assignments", $"the application has no role \"{role}\". Add it to appRoles, or name another.");
            }
        }
    }

    /// <summary>Each client ID that an API names is that of an app, so that a mistyped one is found.</summary>
    public static void ClientsExist(SeedApplication application, string place, HashSet<Guid> clients)
    {
        RequireClients(application.KnownClients, place + ".knownClients", clients);
        RequireClients(application.PreAuthorized.Keys, place + ".preAuthorized", clients);
    }

    public static void KnownRoles(Dictionary<string, List<string>> permissions, string place, Dictionary<string, SeedApplication> apis) =>
        Known(permissions, place, apis, api => api.AppRoles.Where(role => role.ForApplications).Select(role => role.Value));

    public static void Addresses(IEnumerable<string> addresses, string place)
    {
        foreach (var address in addresses)
        {
            SeedCheck.Require(
                AppAddress.IsComplete(address),
                place, $"\"{address}\" is not a complete address. Write it like https://localhost:7111/signin-oidc, in ASCII, without # and without *.");
        }
    }

    private static void RequireClients(IEnumerable<Guid> named, string place, HashSet<Guid> clients)
    {
        foreach (var id in named)
        {
            SeedCheck.Require(
                clients.Contains(id),
                place,
                $"there is no application with the clientId \"{id}\". Name one of this file.");
        }
    }

    private static void Known(
        Dictionary<string, List<string>> permissions, string place, Dictionary<string, SeedApplication> apis, Func<SeedApplication, IEnumerable<string>> offered)
    {
        var seen = new HashSet<Guid>();
        foreach (var (resource, values) in permissions)
        {
            SeedCheck.Require(apis.TryGetValue(resource, out var api), place, $"there is no API \"{resource}\". Name one of the identifierUris of this file.");
            SeedCheck.Require(seen.Add(api!.ClientId), place, $"\"{resource}\" is an API that is there already. List its permissions in one place.");
            var known = offered(api!).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var value in values)
            {
                SeedCheck.Require(known.Contains(value), place, $"{resource} does not offer \"{value}\". Add it to that API, or name another.");
            }
        }
    }

    private static void Offered(SeedApplication application, string place)
    {
        var offered = application.Scopes.Select(scope => scope.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var value in application.PreAuthorized.Values.SelectMany(scopes => scopes))
        {
            SeedCheck.Require(
                offered.Contains(value), place,
                $"the application does not offer \"{value}\". Add it to scopes, or name another.");
        }
    }

    private static bool IsCertificate(string base64)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64));
            return true;
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
