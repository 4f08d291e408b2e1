using System.Text.Json;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using static Sandbox.Graph.OData.Properties<Sandbox.Graph.Directory.UserRow>;

namespace Sandbox.Graph.Directory;

/// <summary>The <c>user</c> of Graph.</summary>
internal static class UserResource
{
    private const Uses All = Uses.Filter | Uses.Sort | Uses.Search;

    private static readonly Func<UserRow, string?> _more = user => user.MoreProperties;

    private static readonly Property<UserRow> _displayName = Text("displayName", user => user.DisplayName) with { Default = true, Detail = Detail.Basic, Uses = All };

    private static readonly Property<UserRow>[] _properties =
    [
        StoredList("businessPhones", _more, UserLists.BusinessPhones) with { Default = true },
        _displayName,
        Text("givenName", user => user.GivenName) with { Default = true, Detail = Detail.Basic, Uses = Uses.Filter | Uses.Search },
        Text("jobTitle", user => user.JobTitle) with { Default = true, Uses = Uses.Filter },
        Text("mail", user => user.Mail) with { Default = true, Detail = Detail.Basic, Uses = Uses.Filter | Uses.Search },
        .. Stored(_more, "mobilePhone", "officeLocation", "preferredLanguage").Select(property => property with { Default = true }),
        Text("surname", user => user.Surname) with { Default = true, Detail = Detail.Basic, Uses = Uses.Filter | Uses.Search },
        Text("userPrincipalName", user => user.UserPrincipalName) with { Default = true, Detail = Detail.Basic, Uses = All },
        Id(user => user.Id),
        Flag("accountEnabled", user => user.AccountEnabled) with { Uses = Uses.Filter },
        Text("city", user => user.City) with { Uses = Uses.Filter },
        Text("country", user => user.Country) with { Uses = Uses.Filter },
        Text("department", user => user.Department) with { Uses = Uses.Filter },
        Text("mailNickname", user => StoredProperties.Find(user.MoreProperties, "mailNickname")?.GetString() ?? user.UserPrincipalName.Split('@')[0]),
        Text("userType", user => user.UserType) with { Uses = Uses.Filter },
        Text("creationType", user => user.CreationType) with { Uses = Uses.Filter },
        Text("externalUserState", user => user.ExternalUserState) with { Uses = Uses.Filter },
        Time("externalUserStateChangeDateTime", user => user.ExternalUserStateChangeDateTime),
        Complex("identities", WriteIdentities) with
        {
            IsCollection = true,
            Lists = UserLists.Identities,
            TakesTogether = UserLists.TakesIdentity,
        },
        Time("signInSessionsValidFromDateTime", user => user.SignInSessionsValidFromDateTime),
        Time("createdDateTime", user => user.CreatedDateTime) with { Uses = Uses.Filter },
        Time("deletedDateTime", user => user.DeletedDateTime),
        .. Stored(_more, [.. UserProperties.StoredTexts]),
        .. Absent(
            "employeeHireDate", "employeeLeaveDateTime",
            "employeeOrgData", "lastPasswordChangeDateTime",
            "legalAgeGroupClassification", "onPremisesDistinguishedName", "onPremisesDomainName", "onPremisesImmutableId", "onPremisesLastSyncDateTime",
            "onPremisesSamAccountName", "onPremisesSecurityIdentifier", "onPremisesSyncEnabled", "onPremisesUserPrincipalName",
            "passwordProfile", "preferredDataLocation", "securityIdentifier", "showInAddressList"),
        StoredList("otherMails", _more, UserLists.OtherMails),
        AbsentList("assignedLicenses", UserLists.AssignedLicenses),
        AbsentList("assignedPlans", UserLists.AssignedPlans),
        AbsentList("imAddresses", UserLists.ImAddresses),
        AbsentList("provisionedPlans", UserLists.ProvisionedPlans),
        AbsentList("proxyAddresses", UserLists.ProxyAddresses),
    ];

    // Made by the first request: users and groups refer to each other, and so neither can be first.
    private static readonly Lazy<ResourceType<UserRow>> _type = new(() =>
        new ResourceType<UserRow>("user", _properties) { DefaultOrder = new Order<UserRow>(_displayName, Descending: false) }
            .Expandable("manager")
            .Expandable("memberOf", GroupResource.OfMember));

    /// <summary>
    /// How the user signs in: a guest with an account of another tenant, everyone else with the user name.
    /// </summary>
    private static void WriteIdentities(Utf8JsonWriter json, UserRow user)
    {
        json.WriteStartArray();
        if (user.ExternalUserState == "Accepted")
        {
            WriteIdentity(json, "federated", "ExternalAzureAD", assignedId: null);
        }

        var domain = user.UserPrincipalName[(user.UserPrincipalName.LastIndexOf('@') + 1)..];
        WriteIdentity(json, "userPrincipalName", domain, user.UserPrincipalName);
        json.WriteEndArray();
    }

    private static void WriteIdentity(Utf8JsonWriter json, string type, string issuer, string? assignedId)
    {
        json.WriteStartObject();
        json.WriteString("signInType", type);
        json.WriteString("issuer", issuer);
        json.WriteString("issuerAssignedId", assignedId);
        json.WriteEndObject();
    }

    /// <summary>People of the tenant, by name.</summary>
    public static ResourceType<UserRow> Type => _type.Value;

    /// <summary>Members of a group, in the order in which the memberships are stored.</summary>
    public static ResourceType<UserRow> Members { get; } = new("user", _properties) { IsRelationship = true };
}
