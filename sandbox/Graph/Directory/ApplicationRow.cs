using System.Linq.Expressions;
using System.Text.Json;
using Sandbox.Applications;
using Sandbox.Graph.OData;
using static Sandbox.Graph.OData.Properties<Sandbox.Graph.Directory.ApplicationRow>;

namespace Sandbox.Graph.Directory;

/// <summary>What is read of an application. The sandbox gives a registration, its service principal and its client id one and the same id.</summary>
internal sealed class ApplicationRow : IResourceRow
{
    public required Guid Id { get; init; }
    public required Guid AppId { get; init; }
    public required string DisplayName { get; init; }
    public required Guid OwnerId { get; init; }
    public bool IsMultiTenant { get; init; }
    public bool IsPublicClient { get; init; }
    public bool IssuesIdTokens { get; init; }
    public bool EmitsGroups { get; init; }
    public bool IsDisabled { get; init; }
    public bool AppRoleAssignmentRequired { get; init; }
    public string? LogoutUrl { get; init; }
    public required List<string> RedirectUris { get; init; }
    public required List<string> SpaRedirectUris { get; init; }
    public required List<string> IdentifierUris { get; init; }

    public static Expression<Func<Application, ApplicationRow>> Projection { get; } = application => new ApplicationRow
    {
        Id = application.ClientId,
        AppId = application.ClientId,
        DisplayName = application.DisplayName,
        OwnerId = application.TenantId,
        IsMultiTenant = application.IsMultiTenant,
        IsPublicClient = application.IsPublicClient,
        IssuesIdTokens = application.IssuesIdTokens,
        EmitsGroups = application.EmitsGroups,
        IsDisabled = application.IsDisabled,
        AppRoleAssignmentRequired = application.RequiresAssignment,
        LogoutUrl = application.FrontChannelLogoutUri,
        RedirectUris = application.RedirectUris,
        SpaRedirectUris = application.SpaRedirectUris,
        IdentifierUris = application.IdentifierUris,
    };
}

/// <summary>The <c>application</c> and the <c>servicePrincipal</c> of Graph.</summary>
internal static class ApplicationResources
{
    private static readonly Property<ApplicationRow> _displayName = Text("displayName", app => app.DisplayName) with { Uses = Uses.Filter | Uses.Sort | Uses.Search };

    /// <summary>A registration.</summary>
    public static ResourceType<ApplicationRow> Application { get; } = Make(
        "application",
        [
            Id(app => app.Id),
            Key("appId", app => app.AppId) with { Uses = Uses.Filter },
            _displayName,
            Texts("identifierUris", app => app.IdentifierUris),
            Text("signInAudience", app => app.IsMultiTenant ? "AzureADMultipleOrgs" : "AzureADMyOrg"),
            Flag("isFallbackPublicClient", app => app.IsPublicClient),
            Text("groupMembershipClaims", app => app.EmitsGroups ? "SecurityGroup" : null),
            Complex("web", WriteWeb),
            Complex("spa", WriteSpa),
            Complex("publicClient", WritePublicClient),
            .. Absent("createdDateTime", "deletedDateTime", "description", "disabledByMicrosoftStatus", "notes", "publisherDomain"),
            .. AbsentLists("tags"),
        ]);

    /// <summary>An application as the tenant knows it.</summary>
    public static ResourceType<ApplicationRow> ServicePrincipal { get; } = Make(
        "servicePrincipal",
        [
            Id(app => app.Id),
            Flag("accountEnabled", app => !app.IsDisabled),
            Key("appId", app => app.AppId) with { Uses = Uses.Filter },
            Text("appDisplayName", app => app.DisplayName),
            Key("appOwnerOrganizationId", app => app.OwnerId),
            Flag("appRoleAssignmentRequired", app => app.AppRoleAssignmentRequired) with { Uses = Uses.Filter },
            _displayName,
            Text("logoutUrl", app => app.LogoutUrl),
            Texts("replyUrls", app => app.RedirectUris.Concat(app.SpaRedirectUris)),
            Texts("servicePrincipalNames", app => app.IdentifierUris.Prepend(app.AppId.ToString())),
            Text("servicePrincipalType", _ => "Application"),
            Text("signInAudience", app => app.IsMultiTenant ? "AzureADMultipleOrgs" : "AzureADMyOrg"),
            .. Absent("createdDateTime", "deletedDateTime", "description", "homepage", "notes"),
            .. AbsentLists("alternativeNames", "tags"),
        ]);

    private static ResourceType<ApplicationRow> Make(string name, IEnumerable<Property<ApplicationRow>> properties) =>
        new(name, properties.Select(property => property with { Default = true })) { DefaultOrder = new Order<ApplicationRow>(_displayName, Descending: false) };

    private static void WriteWeb(Utf8JsonWriter json, ApplicationRow app)
    {
        json.WriteStartObject();
        json.WriteString("logoutUrl", app.LogoutUrl);
        WriteUris(json, app.IsPublicClient ? [] : app.RedirectUris);
        json.WriteStartObject("implicitGrantSettings");
        json.WriteBoolean("enableAccessTokenIssuance", false);
        json.WriteBoolean("enableIdTokenIssuance", app.IssuesIdTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSpa(Utf8JsonWriter json, ApplicationRow app)
    {
        json.WriteStartObject();
        WriteUris(json, app.SpaRedirectUris);
        json.WriteEndObject();
    }

    private static void WritePublicClient(Utf8JsonWriter json, ApplicationRow app)
    {
        json.WriteStartObject();
        WriteUris(json, app.IsPublicClient ? app.RedirectUris : []);
        json.WriteEndObject();
    }

    private static void WriteUris(Utf8JsonWriter json, IEnumerable<string> uris)
    {
        json.WriteStartArray("redirectUris");
        foreach (var uri in uris)
        {
            json.WriteStringValue(uri);
        }

        json.WriteEndArray();
    }
}
