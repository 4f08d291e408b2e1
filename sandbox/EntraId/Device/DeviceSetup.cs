using Sandbox.EntraId.Flow;
using Sandbox.EntraId.TokenRequests;
using Sandbox.Persistence;
using Sandbox.Protocol;

namespace Sandbox.EntraId.Device;

/// <summary>Registers the device authorization grant.</summary>
internal static class DeviceSetup
{
    public static void AddDeviceCodes(this IServiceCollection services)
    {
        services.AddForgottenByReset<DeviceCodes>();
        services.AddSingleton<IDevicesUnderWay>(provider => provider.GetRequiredService<DeviceCodes>());
        services.AddSingleton<UserCodeGuesses>();
        services.AddSingleton<DeviceCodeEndpoint>();
        services.AddSingleton<DeviceLoginEndpoints>();
        services.AddSingleton<ISignInKind, DeviceSignIn>();
        services.AddSingleton<IGrantHandler, DeviceCodeGrantHandler>();
    }
}
