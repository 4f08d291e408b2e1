using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sandbox.Applications;
using Sandbox.ManagedIdentities;
using Sandbox.Persistence;
using Sandbox.Protocol.ClientAuthentication;

namespace Sandbox.Seed;

/// <summary>Adds a tenant's application registrations.</summary>
internal static class SeedApplications
{
    // Fixed, because the seed has no clock: it gives the same content whenever it is read.
    private static readonly DateTimeOffset _consentedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Add(SandboxDbContext db, SeedTenant tenant, SeedFile file)
    {
        var apis = file.Tenants.SelectMany(each => each.Applications)
            .SelectMany(application => application.IdentifierUris.Select(uri => (uri, application)))
            .ToDictionary(entry => entry.uri, entry => entry.application, StringComparer.OrdinalIgnoreCase);
        var principals = tenant.Users.Select(user => (Name: user.UserPrincipalName, Id: SeedUsers.UserId(user)))
            .Concat(tenant.Guests.Select(guest => (Name: guest.Account, Id: SeedUsers.GuestId(tenant, guest))))
            .Concat(tenant.Groups.Select(group => (Name: group.DisplayName, Id: SeedUsers.GroupId(tenant, group))))
            .ToDictionary(entry => entry.Name, entry => entry.Id, StringComparer.OrdinalIgnoreCase);

        tenant.ManagedIdentities.ForEach(identity => AddIdentity(db, tenant, identity, apis));
        foreach (var application in tenant.Applications)
        {
            db.Add(Registration(tenant, application));
            db.AddRange(application.Secrets.Select(secret => new ClientCredential
            {
                Id = StableId.From($"secret {application.ClientId} {secret.Value}"),
                ClientId = application.ClientId,
                SecretHash = SHA256.HashData(Encoding.UTF8.GetBytes(secret.Value)),
                Hint = secret.Value[..Math.Min(3, secret.Value.Length)],
                ExpiresAt = secret.Expires,
            }));
            db.AddRange(application.Certificates.Select(certificate => Certificate(application, Convert.FromBase64String(certificate))));
            db.AddRange(application.FederatedCredentials.Select(credential => new FederatedCredential
            {
                Id = StableId.From($"federated credential {application.ClientId} {credential.Name}"),
                ClientId = application.ClientId,
                Name = credential.Name,
                Issuer = credential.Issuer,
                Subject = credential.Subject,
                Audience = credential.Audience,
            }));
            db.AddRange(application.Scopes.Select(scope => new ApiScope
            {
                ResourceId = application.ClientId,
                Id = ScopeId(application, scope),
                Value = scope.Value,
                Title = scope.Title,
                Description = scope.Description,
                AdminOnly = scope.AdminOnly,
            }));
            db.AddRange(application.AppRoles.Select(role => new AppRole
            {
                Id = RoleId(application, role),
                ResourceId = application.ClientId,
                Value = role.Value,
                DisplayName = role.DisplayName,
                ForApplications = role.ForApplications,
            }));
            db.AddRange(application.PreAuthorized.Select(each => PreAuthorized(application, each.Key, each.Value)));
            foreach (var (uri, scopes) in application.Permissions)
            {
                db.Add(new ConfiguredScopes { ClientId = application.ClientId, ResourceId = apis[uri].ClientId, Scopes = [.. scopes] });
                if (application.Consented)
                {
                    db.Add(Consent(tenant, application, apis[uri].ClientId, scopes));
                }
            }

            foreach (var (uri, roles) in application.ApplicationPermissions)
            {
                db.AddRange(roles.Select(role => Assignment(application.ClientId, apis[uri], role)));
            }

            foreach (var (principal, roles) in application.Assignments)
            {
                db.AddRange((roles.Count == 0 ? [null] : roles.Cast<string?>()).Select(role => Assignment(principals[principal], application, role)));
            }
        }
    }

    private static void AddIdentity(SandboxDbContext db, SeedTenant tenant, SeedManagedIdentity identity, Dictionary<string, SeedApplication> apis)
    {
        db.Add(new ManagedIdentity
        {
            PrincipalId = identity.PrincipalId,
            ClientId = identity.ClientId,
            TenantId = tenant.Id,
            Name = identity.Name,
            IsSystemAssigned = identity.SystemAssigned,
            HeaderHash = SHA256.HashData(Encoding.UTF8.GetBytes(identity.Header)),
        });
        db.AddRange(identity.ApplicationPermissions.SelectMany(entry => entry.Value.Select(role => Assignment(identity.PrincipalId, apis[entry.Key], role))));
    }

    private static Application Registration(SeedTenant tenant, SeedApplication application) => new()
    {
        ClientId = application.ClientId,
        TenantId = tenant.Id,
        DisplayName = application.DisplayName,
        IsMultiTenant = application.MultiTenant,
        IsFallbackPublicClient = application.PublicClient,
        IssuesIdTokens = application.IssuesIdTokens,
        RequiresAssignment = application.RequiresAssignment,
        RequiresMultiFactor = application.RequiresMultiFactor,
        IsBlocked = application.BlockedByConditionalAccess,
        IsDisabled = application.Disabled,
        EmitsGroups = application.EmitsGroups,
        OptionalClaims = [.. application.OptionalClaims],
        RedirectUris = application.IsPublicOnly ? [] : [.. application.RedirectUris],
        SpaRedirectUris = [.. application.SpaRedirectUris],
        PublicClientRedirectUris =
        [
            .. application.IsPublicOnly ? application.RedirectUris : application.PublicClientRedirectUris ?? [],
        ],
        PostLogoutRedirectUris = [.. application.PostLogoutRedirectUris],
        FrontChannelLogoutUri = application.FrontChannelLogoutUri,
        IdentifierUris = [.. application.IdentifierUris],
        AccessTokenVersion = application.AccessTokenVersion,
        KnownClients = [.. application.KnownClients],
    };

    private static PreAuthorizedApplication PreAuthorized(SeedApplication api, Guid clientId, List<string> scopes)
    {
        var offered = api.Scopes.Where(scope => scopes.Contains(scope.Value, StringComparer.OrdinalIgnoreCase));
        return new PreAuthorizedApplication
        {
            ResourceId = api.ClientId,
            ClientId = clientId,
            PermissionIds = [.. offered.Select(scope => ScopeId(api, scope))],
        };
    }

    public static ClientCredential Certificate(SeedApplication application, byte[] der)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        return new ClientCredential
        {
            Id = StableId.From($"certificate {application.ClientId} {certificate.Thumbprint}"),
            ClientId = application.ClientId,
            Certificate = der,
            ExpiresAt = certificate.NotAfter.ToUniversalTime(),
        };
    }

    private static ConsentGrant Consent(SeedTenant tenant, SeedApplication application, Guid resource, List<string> scopes) => new()
    {
        Id = StableId.From($"consent {tenant.Id} {application.ClientId} {resource}"),
        TenantId = tenant.Id,
        ClientId = application.ClientId,
        ResourceId = resource,
        Scopes = [.. scopes],
        GrantedAt = _consentedAt,
    };

    private static AppRoleAssignment Assignment(Guid principal, SeedApplication resource, string? role) => new()
    {
        Id = StableId.From($"assignment {principal} {resource.ClientId} {role}"),
        PrincipalId = principal,
        ResourceId = resource.ClientId,
        RoleId = role is null
            ? null
            : RoleId(resource, resource.AppRoles.Single(each => each.Value.Equals(role, StringComparison.OrdinalIgnoreCase))),
    };

    private static Guid ScopeId(SeedApplication application, SeedScope scope) =>
        scope.Id ?? StableId.From($"scope {application.ClientId} {scope.Value}");

    internal static Guid RoleId(SeedApplication application, SeedAppRole role) =>
        role.Id ?? StableId.From($"role {application.ClientId} {role.Value}");
}
