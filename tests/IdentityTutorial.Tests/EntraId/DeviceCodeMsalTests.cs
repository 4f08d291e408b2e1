using Microsoft.Identity.Client;
using static IdentityTutorial.Tests.EntraId.EntraIdFixture;

namespace IdentityTutorial.Tests.EntraId;

/// <summary>MSAL signs a device in.</summary>
public sealed class DeviceCodeMsalTests : IAsyncDisposable
{
    private readonly EntraIdFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task MSAL_signs_a_device_in_and_finds_the_token_in_its_cache()
    {
        string[] scopes = ["User.Read"];
        var client = PublicClient();

        var first = await client.AcquireTokenWithDeviceCode(scopes, async shown =>
        {
            using var browser = _fixture.NewBrowser();
            Assert.Equal("https://localhost:7443/devicelogin", shown.VerificationUrl);
            await DeviceFlow.ApproveAsync(browser, shown.UserCode);
        }).ExecuteAsync(Token);
        var second = await client.AcquireTokenSilent(scopes, first.Account).ExecuteAsync(Token);

        Assert.Equal((SeededTenants.Alice, TokenSource.Cache), (first.Account.Username, second.AuthenticationResultMetadata.TokenSource));
    }

    [Fact]
    public async Task MSAL_is_told_that_the_person_declined()
    {
        var client = PublicClient();

        var exception = await Assert.ThrowsAnyAsync<MsalServiceException>(() => client.AcquireTokenWithDeviceCode(["User.Read"], async shown =>
        {
            using var browser = _fixture.NewBrowser();
            await PressAsync(browser, await DeviceFlow.TypeAsync(browser, shown.UserCode), "action", "cancel");
        }).ExecuteAsync(Token));

        Assert.Equal("authorization_declined", exception.ErrorCode);
    }

    // MSAL's generic authority knows no device codes, so this one is given as one of Entra ID.
    private IPublicClientApplication PublicClient() => PublicClientApplicationBuilder.Create(SeededApp.Public.ClientId)
        .WithAuthority($"https://localhost:7443/{SeededTenants.Contoso}", validateAuthority: false)
        .WithInstanceDiscovery(false)
        .WithHttpClientFactory(new MsalToSandbox(_fixture.Sandbox))
        .Build();
}
