using System.Linq.Expressions;
using System.Text.Json;
using Sandbox.Applications;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
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
    public bool IsFallbackPublicClient { get; init; }
    public bool IssuesIdTokens { get; init; }
    public bool EmitsGroups { get; init; }
    public bool IsDisabled { get; init; }
    public bool AppRoleAssignmentRequired { get; init; }
    public string? LogoutUrl { get; init; }
    public required List<string> RedirectUris { get; init; }
    public required List<string> SpaRedirectUris { get; init; }
    public required List<string> PublicClientRedirectUris { get; init; }
    public required List<string> IdentifierUris { get; init; }
    public DateTimeOffset? CreatedDateTime { get; init; }
    public DateTimeOffset? DeletedDateTime { get; init; }
    public required List<string> OptionalClaims { get; init; }
    public int? AccessTokenVersion { get; init; }
    public required List<Guid> KnownClients { get; init; }

    /// <summary>The properties that are stored as they were sent (<see cref="StoredProperties"/>).</summary>
    public string? MoreProperties { get; init; }

    /// <summary>What has rows of its own, as the snapshot has it; <see langword="null"/> for a deleted registration.</summary>
    public RegisteredApplication? Parts { get; private set; }

    /// <summary>The APIs that <see cref="Parts"/> refers to.</summary>
    public DirectorySnapshot? Directory { get; private set; }

    public static Expression<Func<Application, ApplicationRow>> Projection { get; } = application => new ApplicationRow
    {
        Id = application.ClientId,
        AppId = application.ClientId,
        DisplayName = application.DisplayName,
        OwnerId = application.TenantId,
        IsMultiTenant = application.IsMultiTenant,
        IsFallbackPublicClient = application.IsFallbackPublicClient,
        IssuesIdTokens = application.IssuesIdTokens,
        EmitsGroups = application.EmitsGroups,
        IsDisabled = application.IsDisabled,
        AppRoleAssignmentRequired = application.RequiresAssignment,
        LogoutUrl = application.FrontChannelLogoutUri,
        RedirectUris = application.RedirectUris,
        SpaRedirectUris = application.SpaRedirectUris,
        PublicClientRedirectUris = application.PublicClientRedirectUris,
        IdentifierUris = application.IdentifierUris,
        CreatedDateTime = application.CreatedAt,
        DeletedDateTime = application.DeletedAt,
        OptionalClaims = application.OptionalClaims,
        AccessTokenVersion = application.AccessTokenVersion,
        KnownClients = application.KnownClients,
        MoreProperties = application.MoreProperties,
    };

    /// <summary>The same for an application that has been read already.</summary>
    public static Func<Application, ApplicationRow> From { get; } = Projection.Compile();

    /// <summary>Adds what a snapshot knows.</summary>
    public ApplicationRow With(DirectorySnapshot directory)
    {
        (Parts, Directory) = (directory.FindRegistration(Id), directory);
        return this;
    }
}

/// <summary>The <c>application</c> and the <c>servicePrincipal</c> of Graph.</summary>
internal static class ApplicationResources
{
    private static readonly Property<ApplicationRow> _displayName = Text("displayName", app => app.DisplayName) with { Uses = Uses.Filter | Uses.Sort | Uses.Search };

    private static readonly Func<ApplicationRow, string?> _more = app => app.MoreProperties;

    /// <summary>A registration.</summary>
    public static ResourceType<ApplicationRow> Application { get; } = Make(
        "application",
        [
            Id(app => app.Id),
            Key("appId", app => app.AppId) with { Uses = Uses.Filter },
            _displayName,
            Texts("identifierUris", app => app.IdentifierUris) with { Lists = [ApplicationLists.IdentifierUris] },
            Text("signInAudience", AudienceOf),
            Flag("isFallbackPublicClient", app => app.IsFallbackPublicClient),
            Text("groupMembershipClaims", GroupClaimsOf),
            Complex("api", ApplicationJson.WriteApi),
            Complex("appRoles", ApplicationJson.WriteRoles),
            Complex("keyCredentials", ApplicationJson.WriteKeys),
            Complex("optionalClaims", ApplicationJson.WriteOptionalClaims),
            Complex("passwordCredentials", ApplicationJson.WritePasswords),
            Complex("requiredResourceAccess", ApplicationJson.WriteAccess),
            Complex("web", WriteWeb) with { Lists = [ApplicationLists.WebRedirectUris] },
            Complex("spa", WriteSpa) with { Lists = [ApplicationLists.SpaRedirectUris] },
            Complex("publicClient", WritePublicClient) with { Lists = [ApplicationLists.PublicClientRedirectUris] },
            Time("createdDateTime", app => app.CreatedDateTime),
            Time("deletedDateTime", app => app.DeletedDateTime),
            .. Stored(
                _more, "description", "info", "notes", "parentalControlSettings", "samlMetadataUrl", "serviceManagementReference",
                "tokenEncryptionKeyId", "uniqueName"),
            .. Absent("applicationTemplateId", "disabledByMicrosoftStatus", "publisherDomain"),
            StoredList("tags", _more, ApplicationLists.Tags),
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
            Texts(
                "replyUrls",
                app => app.RedirectUris.Concat(app.SpaRedirectUris).Concat(app.PublicClientRedirectUris)),
            Texts("servicePrincipalNames", app => app.IdentifierUris.Prepend(app.AppId.ToString())) with
            {
                Lists = [ApplicationLists.Names],
            },
            Text("servicePrincipalType", _ => "Application"),
            Text("signInAudience", AudienceOf),
            Complex("appRoles", ApplicationJson.WriteRoles),
            Complex("oauth2PermissionScopes", ApplicationJson.WriteScopes),
            Time("createdDateTime", app => app.CreatedDateTime),
            Complex("description", (json, app) => StoredProperties.Write(json, app.MoreProperties, "sp:description", isList: false)),
            Complex("notes", (json, app) => StoredProperties.Write(json, app.MoreProperties, "sp:notes", isList: false)),
            AbsentList("tags", ApplicationLists.PrincipalTags) with
            {
                Write = (json, app) => StoredProperties.Write(json, app.MoreProperties, "sp:tags", isList: true),
            },
            .. Stored(_more, "homepage", "loginUrl", "preferredSingleSignOnMode"),
            .. Absent("deletedDateTime"),
            StoredList("alternativeNames", _more, ApplicationLists.AlternativeNames),
            StoredList("notificationEmailAddresses", _more),
        ]);

    private static string AudienceOf(ApplicationRow app) =>
        StoredProperties.Find(app.MoreProperties, "signInAudience")?.GetString()
        ?? (app.IsMultiTenant ? "AzureADMultipleOrgs" : "AzureADMyOrg");

    private static string? GroupClaimsOf(ApplicationRow app) =>
        StoredProperties.Find(app.MoreProperties, "groupMembershipClaims")?.GetString() ?? (app.EmitsGroups ? "SecurityGroup" : null);

    private static ResourceType<ApplicationRow> Make(string name, IEnumerable<Property<ApplicationRow>> properties) =>
        new(name, properties.Select(property => property with { Default = true })) { DefaultOrder = new Order<ApplicationRow>(_displayName, Descending: false) };

    private static void WriteWeb(Utf8JsonWriter json, ApplicationRow app)
    {
        json.WriteStartObject();
        json.WritePropertyName("homePageUrl");
        StoredProperties.Write(json, app.MoreProperties, "homePageUrl", isList: false);
        json.WriteString("logoutUrl", app.LogoutUrl);
        WriteUris(json, app.RedirectUris);
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
        WriteUris(json, app.PublicClientRedirectUris);
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
