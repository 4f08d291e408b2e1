namespace Sandbox.Graph.Access;

/// <summary>Permissions, each list from the least privileged one upwards; one of a list is enough.</summary>
internal static class Permissions
{
    /// <summary>The whole profile of the person who is signed in.</summary>
    public static readonly string[] OwnProfile = ["User.Read", "User.ReadWrite"];

    /// <summary>Names, addresses and pictures of everyone.</summary>
    public static readonly string[] BasicProfiles = ["User.ReadBasic.All"];

    /// <summary>Everyone's whole profile, with manager and memberships.</summary>
    public static readonly string[] FullProfiles = ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    /// <summary>Pictures of everyone.</summary>
    public static readonly string[] Photos = ["ProfilePhoto.Read.All", "ProfilePhoto.ReadWrite.All"];

    /// <summary>Groups and who belongs to them.</summary>
    public static readonly string[] Groups =
        ["GroupMember.Read.All", "GroupMember.ReadWrite.All", "Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    /// <summary>All facts about the organization; <see cref="OwnProfile"/> shows its name and domains.</summary>
    public static readonly string[] Organization = ["Organization.Read.All", "Organization.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    /// <summary>Messages.</summary>
    public static readonly string[] Mail = ["Mail.Read", "Mail.ReadWrite"];

    /// <summary>Applications and service principals.</summary>
    public static readonly string[] Applications = ["Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    /// <summary>Who consented to what.</summary>
    public static readonly string[] Consents =
        ["DelegatedPermissionGrant.Read.All", "DelegatedPermissionGrant.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    /// <summary>Creating users.</summary>
    public static readonly string[] CreateUsers = ["User.ReadWrite.All", "Directory.ReadWrite.All", AsUser];

    /// <summary>What users may change of their own profile.</summary>
    public static readonly string[] ChangeOwnProfile = ["User.ReadWrite", "User.ReadWrite.All", "Directory.ReadWrite.All", AsUser];

    /// <summary>Inviting guests. As in the cloud's default settings, every user may do it.</summary>
    public static readonly string[] Invite =
        ["User.Invite.All", "User.ReadWrite.All", "Directory.ReadWrite.All", AsUser];

    /// <summary>Changing users.</summary>
    public static readonly string[] ChangeUsers = ["User.ReadWrite.All", "Directory.ReadWrite.All", AsUser];

    /// <summary>Enabling and disabling users.</summary>
    public static readonly string[] EnableUsers = ["User.EnableDisableAccount.All", "User.ReadWrite.All", "Directory.ReadWrite.All", AsUser];

    /// <summary>Setting passwords of users.</summary>
    public static readonly string[] SetPasswords = ["User-PasswordProfile.ReadWrite.All", AsUser];

    /// <summary>Deleting users and restoring them; <c>Directory.ReadWrite.All</c> is not enough.</summary>
    public static readonly string[] DeleteUsers = ["User.DeleteRestore.All", "User.ReadWrite.All", AsUser];

    /// <summary>Revoking sessions.</summary>
    public static readonly string[] RevokeSessions =
        ["User.RevokeSessions.All", "User.ReadWrite.All", "Directory.ReadWrite.All", AsUser];

    /// <summary>Creating groups. The first is an application permission only.</summary>
    public static readonly string[] CreateGroups = ["Group.Create", "Group.ReadWrite.All", "Directory.ReadWrite.All", AsUser];

    /// <summary>Changing groups and their owners.</summary>
    public static readonly string[] ChangeGroups = ["Group.ReadWrite.All", "Directory.ReadWrite.All", AsUser];

    /// <summary>Deleting groups.</summary>
    public static readonly string[] DeleteGroups = ["Group.ReadWrite.All", AsUser];

    /// <summary>Adding members to groups and removing them.</summary>
    public static readonly string[] ChangeMembers =
        ["GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All", AsUser];

    /// <summary>Registering applications.</summary>
    public static readonly string[] CreateApplications =
        ["AppRegistration.Create", "Application.ReadWrite.OwnedBy", "Application.ReadWrite.All", "Directory.ReadWrite.All", AsUser];

    /// <summary>Changing any application registration.</summary>
    public static readonly string[] ChangeApplications = ["Application.ReadWrite.All", "Directory.ReadWrite.All", AsUser];

    /// <summary>Changing the registrations that the application itself owns; an application permission only.</summary>
    public static readonly string[] ChangeOwnedApplications = ["Application.ReadWrite.OwnedBy"];

    /// <summary>Giving users, groups and applications roles, which includes application permissions.</summary>
    public static readonly string[] AssignRoles = ["AppRoleAssignment.ReadWrite.All"];

    /// <summary>Consenting to delegated permissions.</summary>
    public static readonly string[] ChangeConsents =
        ["DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All", AsUser];

    /// <summary>The domains of the tenant.</summary>
    public static readonly string[] Domains = ["Domain.Read.All", "Domain.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    /// <summary>Any object of the directory.</summary>
    public static readonly string[] Directory = ["Directory.Read.All", "Directory.ReadWrite.All", AsUser];

    /// <summary>Everything that the user who is signed in may do; a delegated permission only.</summary>
    private const string AsUser = "Directory.AccessAsUser.All";
}
