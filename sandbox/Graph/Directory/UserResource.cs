using Sandbox.Graph.OData;
using static Sandbox.Graph.OData.Properties<Sandbox.Graph.Directory.UserRow>;

namespace Sandbox.Graph.Directory;

/// <summary>The <c>user</c> of Graph.</summary>
internal static class UserResource
{
    private const Uses All = Uses.Filter | Uses.Sort | Uses.Search;

    private static readonly Property<UserRow> _displayName = Text("displayName", user => user.DisplayName) with { Default = true, Detail = Detail.Basic, Uses = All };

    private static readonly Property<UserRow>[] _properties =
    [
        .. AbsentLists("businessPhones").Select(property => property with { Default = true }),
        _displayName,
        Text("givenName", user => user.GivenName) with { Default = true, Detail = Detail.Basic, Uses = Uses.Filter | Uses.Search },
        Text("jobTitle", user => user.JobTitle) with { Default = true, Uses = Uses.Filter },
        Text("mail", user => user.Mail) with { Default = true, Detail = Detail.Basic, Uses = Uses.Filter | Uses.Search },
        .. Absent("mobilePhone", "officeLocation", "preferredLanguage").Select(property => property with { Default = true }),
        Text("surname", user => user.Surname) with { Default = true, Detail = Detail.Basic, Uses = Uses.Filter | Uses.Search },
        Text("userPrincipalName", user => user.UserPrincipalName) with { Default = true, Detail = Detail.Basic, Uses = All },
        Id(user => user.Id),
        Flag("accountEnabled", user => user.AccountEnabled) with { Uses = Uses.Filter },
        Text("city", user => user.City) with { Uses = Uses.Filter },
        Text("country", user => user.Country) with { Uses = Uses.Filter },
        Text("department", user => user.Department) with { Uses = Uses.Filter },
        Text("mailNickname", user => user.UserPrincipalName.Split('@')[0]),
        Text("userType", _ => "Member"),
        Text("creationType", _ => null),
        Time("signInSessionsValidFromDateTime", user => user.SignInSessionsValidFromDateTime),
        .. Absent(
            "ageGroup", "companyName", "consentProvidedForMinor", "createdDateTime", "deletedDateTime", "employeeHireDate", "employeeId", "employeeLeaveDateTime",
            "employeeOrgData", "employeeType", "externalUserState", "externalUserStateChangeDateTime", "faxNumber", "lastPasswordChangeDateTime",
            "legalAgeGroupClassification", "onPremisesDistinguishedName", "onPremisesDomainName", "onPremisesImmutableId", "onPremisesLastSyncDateTime",
            "onPremisesSamAccountName", "onPremisesSecurityIdentifier", "onPremisesSyncEnabled", "onPremisesUserPrincipalName", "passwordPolicies",
            "passwordProfile", "postalCode", "preferredDataLocation", "securityIdentifier", "showInAddressList", "state", "streetAddress", "usageLocation"),
        .. AbsentLists("assignedLicenses", "assignedPlans", "identities", "imAddresses", "otherMails", "provisionedPlans", "proxyAddresses"),
    ];

    /// <summary>People of the tenant, by name.</summary>
    public static ResourceType<UserRow> Type { get; } =
        new ResourceType<UserRow>("user", _properties) { DefaultOrder = new Order<UserRow>(_displayName, Descending: false) }.Expandable("manager");

    /// <summary>Members of a group, in the order in which the memberships are stored.</summary>
    public static ResourceType<UserRow> Members { get; } = new("user", _properties) { IsRelationship = true };
}
