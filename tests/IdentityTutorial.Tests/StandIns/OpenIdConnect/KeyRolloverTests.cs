using System.Net;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace IdentityTutorial.Tests.StandIns.OpenIdConnect;

public sealed class KeyRolloverTests
{
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task An_unknown_key_asks_for_fresh_metadata_unless_told_not_to_and_the_next_sign_in_succeeds(bool refresh, int requests)
    {
        var provider = new TestProvider();
        var manager = new CountingManager(provider);
        await using var app = await TestApp.StartAsync(provider, options =>
        {
            options.ResponseType = "code";
            options.ConfigurationManager = manager;
            options.RefreshOnIssuerKeyNotFound = refresh;
        });
        await app.SignInAsync(app.NewBrowser());

        provider.RotateKey();
        await app.SignInAsync(app.NewBrowser());

        Assert.IsType<SecurityTokenSignatureKeyNotFoundException>(app.Failure);
        Assert.Equal(requests, manager.RefreshRequests);
        var next = await app.SignInAsync(app.NewBrowser());
        Assert.Equal(refresh ? HttpStatusCode.Redirect : HttpStatusCode.BadRequest, next.Status);
    }

    [Fact]
    public async Task With_the_default_configuration_manager_sign_ins_succeed_again_soon_after_a_rollover()
    {
        await using var app = await TestApp.StartWithCodeAsync();
        await app.SignInAsync(app.NewBrowser());

        app.Provider.RotateKey();

        // The manager fetches the new keys in the background, so that it is the first or one of the next sign-ins that finds them.
        var status = HttpStatusCode.BadRequest;
        for (var attempt = 0; attempt < 500 && status != HttpStatusCode.Redirect; attempt++)
        {
            status = (await app.SignInAsync(app.NewBrowser())).Status;
        }

        Assert.Equal(HttpStatusCode.Redirect, status);
    }

    /// <summary>Fetches anew only when asked to, and at once.</summary>
    private sealed class CountingManager(TestProvider provider) : IConfigurationManager<OpenIdConnectConfiguration>
    {
        private OpenIdConnectConfiguration? _configuration;

        public int RefreshRequests { get; private set; }

        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
            => _configuration ??= await OpenIdConnectConfigurationRetriever.GetAsync(
                TestProvider.Issuer + "/.well-known/openid-configuration", new HttpClient(provider, disposeHandler: false), cancel);

        public void RequestRefresh()
        {
            RefreshRequests++;
            _configuration = null;
        }
    }
}
