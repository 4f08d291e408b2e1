namespace Sandbox.Protocol;

/// <summary>Lists the devices that wait for a user to sign in on another device (RFC 8628).</summary>
internal interface IDevicesUnderWay
{
    /// <summary>The devices whose code can still be entered, oldest first.</summary>
    IReadOnlyList<DeviceUnderWay> List();
}

/// <summary>A device that waits.</summary>
/// <param name="ClientId">The client ID of its app.</param>
/// <param name="Tenant">The tenant that the app asked, as it was written in the address.</param>
/// <param name="Scope">The scopes that the app asked for.</param>
/// <param name="ExpiresAt">Until when the code can be entered.</param>
internal sealed record DeviceUnderWay(Guid ClientId, string Tenant, string Scope, DateTimeOffset ExpiresAt);
