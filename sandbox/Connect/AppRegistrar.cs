using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph.Directory;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.Scopes;

namespace Sandbox.Connect;

/// <summary>
/// Registers apps by the code of Microsoft Graph: the checks are the same, the registration is durable, and it is in
/// effect when the task ends.
/// </summary>
internal sealed class AppRegistrar(DirectoryWriter writer, LiveDirectory directory, TimeProvider time)
{
    private static readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal)
    {
        ["displayName"] = RegistrationForm.NameField,
        ["web"] = RegistrationForm.RedirectUrisField,
        ["spa"] = RegistrationForm.RedirectUrisField,
        ["publicClient"] = RegistrationForm.RedirectUrisField,
        ["logoutUrl"] = RegistrationForm.LogoutUrlField,
        ["oauth2PermissionScopes"] = RegistrationForm.ScopeField,
        ["appRoles"] = RegistrationForm.RoleField,
        ["requiredResourceAccess"] = RegistrationForm.PermissionField,
    };

    /// <summary>
    /// Registers an app, with its service principal, its secret and, where it is asked for, admin consent.
    /// </summary>
    /// <param name="form">The form with the entered values.</param>
    /// <returns>
    /// The client ID and the secret; or the form with what has to be corrected, and nothing has changed.
    /// </returns>
    public async Task<Registered> RegisterAsync(RegistrationForm form)
    {
        if (Check(form) is { } incomplete)
        {
            return new Registered { Refused = incomplete };
        }

        var chosen = ApiPermissions.OfferedTo(directory.Current, form.Tenant.Id, form.Kind)
            .SelectMany(api => api.Permissions)
            .Where(permission => form.Permissions.Contains(permission.Key))
            .ToList();
        if (form.Permissions.Count > chosen.Count)
        {
            return new Registered
            {
                Refused = form.With(
                    RegistrationForm.PermissionField,
                    "An API no longer offers one of the permissions. Select the permissions again."),
            };
        }

        var id = Guid.NewGuid();
        var secret = form.NeedsSecret ? Secrets.Create() : null;
        try
        {
            var body = Describe(form, id, chosen);
            ApplicationProperties.Check(body);
            if (form.LogoutUrl.Length > 0)
            {
                RedirectAddresses.Read(JsonSerializer.SerializeToElement(form.LogoutUrl), "logoutUrl", mustBeWeb: true);
            }

            await writer.WriteAsync(Outdated.Applications, async db =>
            {
                var application = NewApplication(id, form);
                ApplicationProperties.Apply(application, form.Tenant.Domain, body);
                await ApplicationWriteEndpoints.CheckIdentifiersAsync(db, application);
                db.Add(application);
                await ApplicationParts.ApplyAsync(db, application, body);
                if (secret is not null)
                {
                    db.Add(AppSecret.New(id, secret, "Registered on the page Connect an app", time.GetUtcNow()));
                }

                if (form.GrantsConsent)
                {
                    await ConsentAsync(db, form, id, chosen);
                }

                return [];
            });
        }
        catch (GraphException exception)
        {
            return new Registered { Refused = form.With(FieldOf(exception), exception.ProblemText()) };
        }

        return new Registered { ClientId = id, Secret = secret };
    }

    /// <summary>Checks for values that Graph allows but that make the app unusable.</summary>
    private static RegistrationForm? Check(RegistrationForm form) => form switch
    {
        { Name.Length: 0 } => form.With(RegistrationForm.NameField, "Enter a name. Users see it when they consent."),
        { Kind: AppKind.Web or AppKind.Spa, RedirectUriLines.Count: 0 } => form.With(
            RegistrationForm.RedirectUrisField,
            "Enter the address to which the sandbox sends users after the sign-in."),
        { Kind: AppKind.Api, Scope.Length: 0 } => form.With(
            RegistrationForm.ScopeField, "Enter a scope. Apps request it to call the API for a user."),
        _ => null,
    };

    /// <summary>Describes the app in the words of Microsoft Graph, as the body of <c>POST /applications</c>.</summary>
    private static JsonElement Describe(RegistrationForm form, Guid id, IReadOnlyList<OfferedPermission> chosen)
    {
        var redirectUris = form.RedirectUriLines;
        var body = new Dictionary<string, object>
        {
            ["displayName"] = form.Name,
            ["signInAudience"] = "AzureADMyOrg",
            ["requiredResourceAccess"] = RequiredAccessOf(form, chosen),
        };
        switch (form.Kind)
        {
            case AppKind.Web:
                body["web"] = new { redirectUris, logoutUrl = form.LogoutUrl.Length > 0 ? form.LogoutUrl : null };
                break;
            case AppKind.Spa:
                body["spa"] = new { redirectUris };
                break;
            case AppKind.Native:
                body["publicClient"] = new { redirectUris };
                body["isFallbackPublicClient"] = true;
                break;
            case AppKind.Api:
                body["identifierUris"] = new[] { $"api://{id}" };
                body["api"] = new { requestedAccessTokenVersion = 2, oauth2PermissionScopes = new[] { ScopeOf(form) } };
                body["appRoles"] = form.Role.Length > 0 ? new[] { RoleOf(form) } : Array.Empty<object>();
                break;
        }

        return JsonSerializer.SerializeToElement(body);
    }

    private static object ScopeOf(RegistrationForm form) => new
    {
        id = Guid.NewGuid(),
        value = form.Scope,
        type = "User",
        isEnabled = true,
        adminConsentDisplayName = $"Access {form.Name}",
        adminConsentDescription = $"The app can call {form.Name} for the signed-in user.",
    };

    private static object RoleOf(RegistrationForm form) => new
    {
        id = Guid.NewGuid(),
        value = form.Role,
        displayName = form.Role,
        description = $"The app can call {form.Name} as itself.",
        allowedMemberTypes = new[] { "Application" },
        isEnabled = true,
    };

    private static object[] RequiredAccessOf(RegistrationForm form, IReadOnlyList<OfferedPermission> chosen)
    {
        var type = form.Kind == AppKind.Daemon ? "Role" : "Scope";
        return
        [
            .. chosen.GroupBy(permission => permission.ApiId).Select(api => new
            {
                resourceAppId = api.Key,
                resourceAccess = api.Select(permission => new { id = permission.Id, type }).ToArray(),
            }),
        ];
    }

    private Application NewApplication(Guid id, RegistrationForm form) => new()
    {
        ClientId = id,
        TenantId = form.Tenant.Id,
        DisplayName = "",
        OptionalClaims = [],
        RedirectUris = [],
        PostLogoutRedirectUris = [],
        IdentifierUris = [],
        CreatedAt = time.GetUtcNow(),
    };

    /// <summary>
    /// Grants what was chosen: to a daemon as roles, to all others for every user, with the scopes of the sign-in.
    /// </summary>
    private async Task ConsentAsync(
        SandboxDbContext db, RegistrationForm form, Guid clientId, IReadOnlyList<OfferedPermission> chosen)
    {
        if (form.Kind == AppKind.Daemon)
        {
            var ids = chosen.Select(permission => permission.Id).ToList();
            var roles = await db.Set<AppRole>().AsNoTracking().Where(role => ids.Contains(role.Id)).ToListAsync();
            db.AddRange(roles.Select(role => new AppRoleAssignment
            {
                Id = Guid.NewGuid(),
                PrincipalId = clientId,
                ResourceId = role.ResourceId,
                RoleId = role.Id,
                CreatedAt = time.GetUtcNow(),
            }));
            return;
        }

        var scopes = chosen
            .Select(permission => (permission.ApiId, permission.Value))
            .Concat(form.Kind.SignsIn() ? ApiScopes.OpenId.Select(scope => (ApiId: WellKnown.Graph, Value: scope)) : [])
            .GroupBy(scope => scope.ApiId, scope => scope.Value);
        db.AddRange(scopes.Select(api => new ConsentGrant
        {
            Id = Guid.NewGuid(),
            TenantId = form.Tenant.Id,
            ClientId = clientId,
            ResourceId = api.Key,
            Scopes = [.. api],
            GrantedAt = time.GetUtcNow(),
        }));
    }

    private static string FieldOf(GraphException exception) =>
        _fields.GetValueOrDefault(exception.Error.Detail?.Target ?? "", RegistrationForm.NameField);
}

/// <summary>The result of a registration form.</summary>
internal sealed record Registered
{
    /// <summary>The client ID of the new app.</summary>
    public Guid ClientId { get; init; }

    /// <summary>Its client secret, stored only as a hash; <see langword="null"/> for an app without one.</summary>
    public string? Secret { get; init; }

    /// <summary>The form with what has to be corrected; <see langword="null"/> when the app is registered.</summary>
    public RegistrationForm? Refused { get; init; }
}
