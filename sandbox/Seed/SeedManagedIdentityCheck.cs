using Sandbox.Tenants;

namespace Sandbox.Seed;

/// <summary>Checks the managed identities of the seed, and the federated credentials that trust them.</summary>
internal static class SeedManagedIdentityCheck
{
    public static void Check(SeedFile file, Dictionary<string, SeedApplication> apis)
    {
        var all = file.Tenants.SelectMany((tenant, t) => tenant.ManagedIdentities.Select((identity, m) => (tenant, identity, Place: $"$.tenants[{t}].managedIdentities[{m}]"))).ToList();
        var applications = file.Tenants.SelectMany(tenant => tenant.Applications).Select(application => application.ClientId).ToHashSet();
        SeedCheck.Unique(all, entry => entry.identity.ClientId.ToString(), (entry, _) => entry.Place + ".clientId");
        SeedCheck.Unique(all, entry => entry.identity.PrincipalId.ToString(), (entry, _) => entry.Place + ".principalId");
        foreach (var (tenant, identity, place) in all)
        {
            SeedCheck.Require(tenant.Kind == TenantKind.Workforce, place, "only workforce tenants have managed identities. Move it to one.");
            SeedCheck.Require(!applications.Contains(identity.ClientId), place + ".clientId", "an application has this client id. Choose another.");
            SeedCheck.Require(IsHeader(identity.Header), place + ".header", "the value cannot be sent as a header. Write one without blanks, in ASCII.");
            SeedApplicationCheck.KnownRoles(identity.ApplicationPermissions, place + ".applicationPermissions", apis);
            foreach (var other in all.TakeWhile(other => other.identity != identity).Where(other => other.identity.Header == identity.Header))
            {
                SeedCheck.Require(other.tenant.Id == tenant.Id, place + ".header", "a web app in another tenant has this header. Choose another.");
                SeedCheck.Require(!other.identity.SystemAssigned || !identity.SystemAssigned, place + ".systemAssigned",
                    "another system-assigned identity has the same header, and a web app has one at most. Set one of them to false, or change the header.");
            }
        }
    }

    public static void Check(SeedApplication application, string place)
    {
        var credentials = application.FederatedCredentials;
        SeedCheck.Require(
            !application.IsPublicOnly || credentials.Count == 0,
            place,
            "a public client has no credential. Remove its federatedCredentials, set publicClient to false, or list "
                + "its redirect URIs for mobile and desktop apps in publicClientRedirectUris.");
        SeedCheck.Unique(credentials, credential => credential.Name, (_, index) => $"{place}[{index}].name");
        for (var c = 0; c < credentials.Count; c++)
        {
            SeedCheck.Require(IsIssuer(credentials[c].Issuer), $"{place}[{c}].issuer",
                $"\"{credentials[c].Issuer}\" is no issuer. Write /{{tenant id}}/v2.0 for a tenant of this sandbox, or an https address.");
            SeedCheck.Require(credentials[c].Subject.Length > 0, $"{place}[{c}].subject", "the subject is empty. Write the managed identity's principalId.");
            SeedCheck.Require(credentials[c].Audience.Length > 0, $"{place}[{c}].audience", "the audience is empty. Leave it out for the usual one.");
        }
    }

    private static bool IsHeader(string value) => value.Length > 0 && value.All(character => character is > ' ' and <= '~');

    private static bool IsIssuer(string issuer) => issuer.StartsWith('/')
        ? issuer.Split('/') is ["", { } tenant, "v2.0"] && Guid.TryParseExact(tenant, "D", out _)
        : Uri.TryCreate(issuer, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;
}
