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
}
