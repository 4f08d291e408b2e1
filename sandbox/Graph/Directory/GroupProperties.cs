using System.Text.Json;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>The properties of a group that requests set.</summary>
internal static class GroupProperties
{
    /// <summary>Lists the properties.</summary>
    public static WritableProperties<Group> Make() => new WritableProperties<Group>("group", isOpen: true)
        .Text("displayName", (group, text) => group.DisplayName = text!, 256, isRequired: true)
        .Text("description", (group, text) => group.Description = text, 1024)
        .Value("mailNickname", SetNickname)
        .Value("visibility", SetVisibility)
        .Value("classification", (group, value) => SetOneOf(group, "classification", value))
        .Flag("mailEnabled", (_, flag) => RequireSecurityGroup(!flag))
        .Flag("securityEnabled", (_, flag) => RequireSecurityGroup(flag))
        .Flag("isAssignableToRole", (_, flag) => RefuseRoles(flag))
        .Texts("groupTypes", (_, types) => RequireSecurityGroup(types.Count == 0), 10)
        .ReadOnly(
            "expirationDateTime", "mail", "membershipRule", "onPremisesLastSyncDateTime",
            "onPremisesSecurityIdentifier", "onPremisesSyncEnabled", "proxyAddresses", "renewedDateTime",
            "securityIdentifier");

    private static void SetNickname(Group group, JsonElement value)
    {
        var isNickname = value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 and <= 64 } text
            && text.All(character => character is > ' ' and <= '~' && !"@()\\[]\";:<>,".Contains(character));
        if (!isNickname)
        {
            throw GraphErrors.InvalidValue("mailNickname", "it must be the part of an email address before the @.");
        }

        group.MoreProperties = StoredProperties.Set(group.MoreProperties, "mailNickname", value);
    }

    private static void SetVisibility(Group group, JsonElement value) =>
        SetOneOf(group, "visibility", value, "Private", "Public", "HiddenMembership");

    private static void SetOneOf(Group group, string name, JsonElement value, params string[] allowed)
    {
        var isAllowed = value.ValueKind == JsonValueKind.Null
            || (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 256 } text
                && (allowed.Length == 0 || allowed.Contains(text, StringComparer.OrdinalIgnoreCase)));
        if (!isAllowed)
        {
            throw GraphErrors.InvalidValue(
                name,
                allowed.Length == 0 ? "it must be text or null." : $"it must be one of {string.Join(", ", allowed)}.");
        }

        group.MoreProperties = StoredProperties.Set(group.MoreProperties, name, value);
    }

    // Mail-enabled and Microsoft 365 groups belong to Exchange, which the sandbox does not play.
    private static void RequireSecurityGroup(bool isOne)
    {
        if (!isOne)
        {
            throw GraphErrors.DirectoryBadRequest(
                "The service does not currently support writes of mail-enabled groups. "
                    + "Please ensure that the mail-enablement property is unset "
                    + "and the security-enablement property is set.");
        }
    }

    private static void RefuseRoles(bool isAsked)
    {
        if (isAsked)
        {
            throw GraphErrors.InvalidValue("isAssignableToRole", "groups of the sandbox have no directory roles.");
        }
    }
}
