using System.Text.Json;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.Browser;

/// <summary>A device without a browser, whose user signs in elsewhere.</summary>
internal static class DeviceCode
{
    /// <summary>Begins the sign-in of a device at a sandbox in a process of its own.</summary>
    /// <returns>The code that the user enters.</returns>
    public static async Task<string> StartAsync(BrowserStage stage)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var client = await stage.NewSandboxClientAsync();
        using var form = new FormUrlEncodedContent(
            [KeyValuePair.Create("client_id", SeededApp.Public.ClientId), KeyValuePair.Create("scope", "openid")]);
        var address = new Uri($"/{SeededTenants.Contoso}/oauth2/v2.0/devicecode", UriKind.Relative);
        using var answer = await client.PostAsync(address, form, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return JsonDocument.Parse(text).RootElement.GetProperty("user_code").GetString()!;
    }
}
