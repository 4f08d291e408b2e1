using Microsoft.IdentityModel.Tokens;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Scopes;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Tokens;

namespace Sandbox.EntraId.Device;

/// <summary>Keeps the devices that wait. What may happen to a code once is one change that looks at what the code was, so that it happens once.</summary>
internal sealed class DeviceCodes(Grants grants, TimeProvider time) : IForgottenByReset, IDevicesUnderWay
{
    /// <summary>How long the person has.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>How often the device may ask.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // Timers and networks are not exact.
    private static readonly TimeSpan _tolerance = TimeSpan.FromSeconds(1);

    // In characters: some ten thousand codes with usual scopes.
    private readonly UnderWay<DeviceCode> _codes = new(time, Lifetime, maxSize: 16_000_000);

    public (string DeviceCode, string UserCode) Create(string tenant, Guid clientId, ScopeRequest scope, string? claims)
    {
        var (deviceCode, userCode) = (Secrets.Create("1."), UserCodes.Create());
        var code = new DeviceCode
        {
            Hash = HashOf(deviceCode),
            UserCodeHash = UserCodes.Hash(userCode),
            ClientId = clientId,
            Tenant = tenant,
            Scope = scope.Text,
            IsVersion1 = scope.IsVersion1,
            Claims = claims,
            ExpiresAt = time.GetUtcNow() + Lifetime,
        };
        _codes.Add(code.Hash, code, 512 + scope.Text.Length + (claims?.Length ?? 0));
        return (deviceCode, userCode);
    }

    /// <summary>What the device has; <see langword="null"/> when there is no such code.</summary>
    public DeviceCode? Find(string deviceCode) => FindByHash(HashOf(deviceCode));

    /// <summary>The same, by <see cref="DeviceCode.Hash"/>.</summary>
    public DeviceCode? FindByHash(string hash) => _codes.Find(hash)?.Value;

    /// <summary>What a person typed; <see langword="null"/> when there is no such code.</summary>
    public DeviceCode? FindTyped(string userCode)
    {
        var hash = UserCodes.Hash(userCode);
        return _codes.FindAll(each => each.UserCodeHash == hash) is [var (code, _), ..] ? code : null;
    }

    /// <summary>Whether a person can still decide about the code.</summary>
    public bool IsOpen(DeviceCode code) => code is { GrantId: null, IsDeclined: false } && !IsExpired(code);

    /// <summary>Whether the code ran out of time.</summary>
    public bool IsExpired(DeviceCode code) => code.ExpiresAt <= time.GetUtcNow();

    /// <summary>Why a person can no longer decide about a code; an unknown one has expired long ago.</summary>
    public ProtocolError ErrorOf(DeviceCode? code) =>
        code is null || IsExpired(code) ? DeviceErrors.UserCodeOver() : DeviceErrors.UserCodeUsed();

    /// <summary>Gives the device what the person allowed.</summary>
    /// <returns><see langword="false"/> when somebody has decided already, or it is too late.</returns>
    public async Task<bool> ApproveAsync(string hash, Grant grant)
    {
        // The grant comes first: a device that asks in this moment must find what its code names.
        await grants.AddWithoutSessionAsync(grant);
        if (TryDecide(hash, code => code with { GrantId = grant.Id }))
        {
            return true;
        }

        await grants.RemoveAsync(grant.Id);
        return false;
    }

    /// <summary>Tells the device that the person does not want to.</summary>
    public void Decline(string hash) => TryDecide(hash, code => code with { IsDeclined = true });

    /// <summary>Records that the device asked.</summary>
    /// <returns><see langword="false"/> when it asks too often.</returns>
    public bool Poll(DeviceCode code)
    {
        var now = time.GetUtcNow();
        return TryChange(code.Hash, each => each.PolledAt is not { } polled || polled <= now - (Interval - _tolerance), each => each with { PolledAt = now });
    }

    /// <summary>Uses the code up. Of several that try at the same moment, one succeeds.</summary>
    public bool TryRedeem(DeviceCode code) => TryChange(code.Hash, each => !each.IsRedeemed, each => each with { IsRedeemed = true });

    /// <inheritdoc />
    public IReadOnlyList<DeviceUnderWay> List() =>
        [
            .. _codes.FindAll(IsOpen).Select(code =>
                new DeviceUnderWay(code.Value.ClientId, code.Value.Tenant, code.Value.Scope, code.Value.ExpiresAt)),
        ];

    /// <inheritdoc />
    public void Forget() => _codes.Clear();

    private static string HashOf(string deviceCode) => Base64UrlEncoder.Encode(Secrets.Hash(deviceCode));

    private bool TryDecide(string hash, Func<DeviceCode, DeviceCode> decision) => TryChange(hash, IsOpen, decision);

    private bool TryChange(string hash, Predicate<DeviceCode> condition, Func<DeviceCode, DeviceCode> change)
    {
        var isChanged = false;
        _codes.Change(hash, code =>
        {
            isChanged = condition(code);
            return isChanged ? change(code) : code;
        });
        return isChanged;
    }
}
