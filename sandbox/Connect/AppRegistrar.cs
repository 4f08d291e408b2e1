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
/// effect when the task ends. Through Graph's addresses, a registration takes several requests. Here it is one
/// transaction, so an app is registered completely or not at all.
/// </summary>
internal sealed class AppRegistrar(DirectoryWriter writer, LiveDirectory directory, TimeProvider time)
{
    /// <summary>
    /// Registers an app, with its service principal, its secret and, where it is asked for, admin consent.
    /// </summary>
    /// <param name="form">The form with the entered values.</param>
    /// <returns>
    /// The client ID and the secret; or the form with what has to be corrected, and nothing has changed.
    /// </returns>
    public async Task<Registered> RegisterAsync(RegistrationForm form)
    {
        var current = directory.Current;
        if (Check(form, current) is { } incomplete)
        {
            return new Registered { Refused = incomplete };
        }

        var chosen = ApiPermissions.OfferedTo(current, form.Tenant, form.Kind)
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
            var body = AppDescription.Of(form, id, chosen);
            await writer.WriteAsync(Outdated.Applications, async db =>
            {
                var application = ApplicationWriteEndpoints.Read(id, form.Tenant, body, time.GetUtcNow());
                await ApplicationWriteEndpoints.AddAsync(db, application, body);
                if (secret is not null)
                {
                    db.Add(ClientCredential.OfSecret(
                        id, secret, "Registered on the page Connect an app", time.GetUtcNow()));
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
            return new Registered { Refused = form.With(exception.FormField(), exception.ProblemText()) };
        }

        return new Registered { ClientId = id, Secret = secret };
    }

    /// <summary>Checks for values that Graph allows but that make the app unusable.</summary>
    private static RegistrationForm? Check(RegistrationForm form, DirectorySnapshot current) => form switch
    {
        { Name.Length: 0 } => form.With(RegistrationForm.NameField, $"Enter a name. {form.UseOfName}"),
        { Kind: AppKind.Web or AppKind.Spa, RedirectUriLines.Count: 0 } => form.With(
            RegistrationForm.RedirectUrisField,
            "Enter a redirect URI. The sandbox sends users there after the sign-in."),
        { Kind: AppKind.Api, Scope.Length: 0 } => form.With(
            RegistrationForm.ScopeField, "Enter a scope. Apps request it to call the API for a user."),
        { IsB2C: true } when UserFlows.Find(UserFlows.Of(current, form.Tenant), form.UserFlow) is null => form.With(
            RegistrationForm.UserFlowField, "Select a user flow of the tenant. Customers sign in with it."),
        _ => null,
    };

    /// <summary>
    /// Grants what was chosen: to a daemon as roles, to all others for every user, with the scopes of the sign-in. An
    /// API of B2C may also request a token for itself with its scope, which customers could not consent to.
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
            .Concat(form is { IsB2C: true, Kind: AppKind.Api } ? [(ApiId: clientId, Value: form.Scope)] : [])
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
