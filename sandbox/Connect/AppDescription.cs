using System.Text.Json;

namespace Sandbox.Connect;

/// <summary>Describes the app that a form registers in the words of Microsoft Graph.</summary>
internal static class AppDescription
{
    /// <summary>The body of <c>POST /applications</c> for a form.</summary>
    /// <param name="form">The form with the entered values.</param>
    /// <param name="id">The client ID of the new app.</param>
    /// <param name="chosen">The chosen permissions of other APIs.</param>
    public static JsonElement Of(RegistrationForm form, Guid id, IReadOnlyList<OfferedPermission> chosen)
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
                body["identifierUris"] = new[] { form.IdentifierUriOf(id.ToString()) };
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
}
