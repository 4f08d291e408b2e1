using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sandbox.Keys;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>
/// The provider changes its keys. It publishes each one ahead of its use, so one rotation goes unnoticed; after two at
/// once, an app that read the keys before meets one it does not know.
/// </summary>
/// <inheritdoc />
public abstract class KeyRotationTests<TMarker>(HostileStage<TMarker> shared) : HostileAnswerTests<TMarker>(shared), IAsyncLifetime
    where TMarker : class
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_session_survives_the_rotation_of_keys(int times)
    {
        await Browser.SignInAsync();

        await RotateAsync(times);

        Assert.Contains(Cast.Account, await WhoIsSignedInAsync(), StringComparison.Ordinal);
        Assert.Equal("/Home/Token", (await Browser.OpenAsync("/Home/Token")).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_rotation_between_request_and_answer_goes_unnoticed()
    {
        var fields = FieldsOf(await ReachCallbackAsync());

        await RotateAsync(times: 1);
        await DeliverAsync(fields);

        Assert.Contains(Cast.Account, await WhoIsSignedInAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_key_between_request_and_answer_is_fetched_and_at_most_one_sign_in_has_to_be_tried_again()
    {
        var fields = FieldsOf(await ReachCallbackAsync());
        await RotateAsync(times: 2);

        var page = await DeliverAsync(fields);
        if (await WhoIsSignedInAsync() is null)
        {
            // The library fetches keys in the background: whether this very sign-in gets them is a race, the next one has them.
            await ShouldBeRefusedAsync(page);
            await NewKeysAsync();
            await Browser.ClickAsync(page, "Try again");
        }

        Assert.Contains(Cast.Account, await WhoIsSignedInAsync(), StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => await Stage.RestartChapterAsync();

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private async Task RotateAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            await Stage.Platform.Services.GetRequiredService<SigningKeys>().RotateAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until the chapter has the provider's current key, as a person does who reads the page before clicking.</summary>
    private async Task NewKeysAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var keys = await Stage.Platform.Services.GetRequiredService<SigningKeys>().GetAsync(cancellationToken);
        var manager = Stage.Chapter.Services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme).ConfigurationManager!;
        await UntilAsync(async () => (await manager.GetConfigurationAsync(cancellationToken)).SigningKeys.Any(key => key.KeyId == keys.Current.Kid));
    }
}
