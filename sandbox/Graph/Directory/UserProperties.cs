using System.Text.Json;
using System.Text.RegularExpressions;
using Sandbox.Customers;
using Sandbox.Graph.Errors;
using Sandbox.Graph.Writing;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>The properties of a user that requests set.</summary>
internal static partial class UserProperties
{
    /// <summary>The property that holds the password, which is never answered.</summary>
    public const string PasswordProfile = "passwordProfile";

    private const string AccountEnabled = "accountEnabled";

    private const string Name = "userPrincipalName";

    /// <summary>Texts that are stored and never read.</summary>
    public static readonly string[] StoredTexts =
    [
        "ageGroup", "companyName", "consentProvidedForMinor", "employeeId", "employeeType", "faxNumber", "passwordPolicies",
        "postalCode", "state", "streetAddress", "usageLocation",
    ];

    // An app that acts for itself may not change these of an administrator: it could sign in as one afterwards.
    private static readonly HashSet<string> _sensitive = new(
        [PasswordProfile, AccountEnabled, Name, "mobilePhone", "businessPhones", "otherMails"], StringComparer.OrdinalIgnoreCase);

    private static readonly WritableProperties<User> _properties = Make();

    /// <summary>Checks which properties a body has.</summary>
    /// <returns>Their names.</returns>
    public static IReadOnlyList<string> Check(JsonElement body) => _properties.Check(body, PasswordProfile);

    /// <summary>Checks that a body has what a new user needs.</summary>
    public static void RequireForNew(JsonElement body)
    {
        _properties.Require(body, AccountEnabled, "displayName", "mailNickname", Name);
        if (ReadPassword(body) is null)
        {
            throw GraphErrors.DirectoryBadRequest("A password must be specified to create a new user.");
        }
    }

    /// <summary>Sets what a body says, except the password.</summary>
    public static void Apply(User user, JsonElement body) => _properties.Apply(user, body);

    /// <summary>Whether the property sets the password.</summary>
    public static bool IsPassword(string name) => name.Equals(PasswordProfile, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the property enables or disables the account.</summary>
    public static bool IsEnabling(string name) => name.Equals(AccountEnabled, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the property decides who can sign in as the user.</summary>
    public static bool IsSensitive(string name) => _sensitive.Contains(name);

    /// <summary>Whether users change the property of their own account without being administrators.</summary>
    public static bool IsOwn(string name) => name.Equals("mobilePhone", StringComparison.OrdinalIgnoreCase);

    /// <summary>The new password of a body; <see langword="null"/> when it has none.</summary>
    /// <exception cref="GraphException">The password is too weak, or is no text.</exception>
    public static string? ReadPassword(JsonElement body)
    {
        if (GraphBody.Find(body, PasswordProfile) is not { } profile || profile.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (profile.ValueKind != JsonValueKind.Object)
        {
            throw GraphErrors.InvalidValue(PasswordProfile, "it must be an object.");
        }

        if (GraphBody.Find(profile, "password") is not { } password || password.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return CheckPassword(password.ValueKind == JsonValueKind.String ? password.GetString() : null);
    }

    /// <summary>Whether a body says that the user has to choose a new password at the next sign-in.</summary>
    /// <returns><see langword="null"/> when the body does not say it.</returns>
    /// <exception cref="GraphException">The value is no Boolean.</exception>
    public static bool? ReadForcedChange(JsonElement body)
    {
        const string name = "forceChangePasswordNextSignIn";
        return GraphBody.Find(body, PasswordProfile) is { ValueKind: JsonValueKind.Object } profile
            && GraphBody.Find(profile, name) is { ValueKind: not JsonValueKind.Null } value
                ? value.ValueKind is JsonValueKind.True or JsonValueKind.False
                    ? value.GetBoolean()
                    : throw GraphErrors.InvalidValue(name, "it must be true or false.")
                : null;
    }

    /// <summary>Checks the strength of a new password.</summary>
    public static string CheckPassword(string? password) => PasswordRules.FindProblem(password) is null
        ? password!
        : throw GraphErrors.InvalidValue(
            PasswordProfile,
            $"The specified password does not comply with password complexity requirements. It needs {PasswordRules.Text}");

    /// <summary>Checks that a user name ends with the domain of the tenant.</summary>
    public static void CheckName(string name, string domain)
    {
        var at = name.LastIndexOf('@');
        if (at <= 0 || !LocalPart().IsMatch(name[..at]))
        {
            throw GraphErrors.InvalidValue(Name, "it must be a user name such as alice@contoso.example.");
        }

        if (UserNames.IsReserved(name))
        {
            throw GraphErrors.InvalidValue(Name, "names that begin with an ID are those of customers and of deleted users.");
        }

        if (!name[(at + 1)..].Equals(domain, StringComparison.OrdinalIgnoreCase))
        {
            throw GraphErrors.InvalidValue(
                Name,
                "The domain portion of the userPrincipalName property is invalid. "
                    + $"You must use one of the verified domain names in your organization: {domain}.");
        }
    }

    private static WritableProperties<User> Make()
    {
        var properties = new WritableProperties<User>("user", isOpen: true)
            .Text("displayName", (user, text) => user.DisplayName = text!, 256, isRequired: true)
            .Text("givenName", (user, text) => user.GivenName = text, 64)
            .Text("surname", (user, text) => user.Surname = text, 64)
            .Text("mail", (user, text) => user.Mail = text, 256)
            .Text("jobTitle", (user, text) => user.JobTitle = text, 128)
            .Text("department", (user, text) => user.Department = text, 64)
            .Text("city", (user, text) => user.City = text, 128)
            .Text("country", (user, text) => user.Country = text, 128)
            .Text(Name, (user, text) => user.UserPrincipalName = text!, 113, isRequired: true)
            .Flag(AccountEnabled, (user, flag) => user.Enabled = flag)
            .Value("mailNickname", SetNickname)
            .Value("userType", CheckType)
            .Value("businessPhones", (user, value) => SetList(user, "businessPhones", value, most: 1))
            .Value("otherMails", (user, value) => SetList(user, "otherMails", value, most: 250))
            .ReadOnly(
                "assignedLicenses", "assignedPlans", "creationType", "externalUserState", "identities", "imAddresses",
                "lastPasswordChangeDateTime", "onPremisesDistinguishedName", "onPremisesDomainName", "onPremisesLastSyncDateTime",
                "onPremisesSamAccountName", "onPremisesSecurityIdentifier", "onPremisesSyncEnabled", "provisionedPlans",
                "proxyAddresses", "securityIdentifier", "signInSessionsValidFromDateTime");
        foreach (var name in StoredTexts.Concat(["mobilePhone", "officeLocation", "preferredLanguage"]))
        {
            properties.Value(name, (user, value) => SetText(user, name, value));
        }

        return properties;
    }

    private static void SetText(User user, string name, JsonElement value)
    {
        var isText = value.ValueKind == JsonValueKind.String && value.GetString()!.Length is > 0 and <= 256;
        if (!isText && value.ValueKind != JsonValueKind.Null)
        {
            throw GraphErrors.InvalidValue(name, "it must be null, or text with between 1 and 256 characters.");
        }

        user.MoreProperties = StoredProperties.Set(user.MoreProperties, name, value);
    }

    private static void SetNickname(User user, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || !LocalPart().IsMatch(value.GetString()!))
        {
            throw GraphErrors.InvalidValue("mailNickname", "it must be the part of an email address before the @.");
        }

        SetText(user, "mailNickname", value);
    }

    private static void SetList(User user, string name, JsonElement value, int most)
    {
        WritableProperties<User>.ReadTexts(name, value, most);
        user.MoreProperties = StoredProperties.Set(user.MoreProperties, name, value);
    }

    // Only an invitation makes a guest.
    private static void CheckType(User user, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || !value.GetString()!.Equals("Member", StringComparison.OrdinalIgnoreCase))
        {
            throw GraphErrors.InvalidValue(
                "userType", "only an invitation makes a guest (POST /v1.0/invitations), and a guest stays one.");
        }
    }

    // RFC 5322 allows more; these are the characters that user names of a directory have.
    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]{1,64}\z")]
    private static partial Regex LocalPart();
}
