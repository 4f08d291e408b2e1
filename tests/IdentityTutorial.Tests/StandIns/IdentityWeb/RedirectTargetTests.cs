using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

/// <summary>Where SignIn and Challenge let the browser come back to.</summary>
public sealed class RedirectTargetTests : IClassFixture<ContosoApp>
{
    private readonly SignInApp _app;

    public RedirectTargetTests(ContosoApp shared)
    {
        _app = shared.App;
        _app.BeginTest();
    }

    public static TheoryData<string> LeavingTheApp =>
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "https:evil.example",
        "https:/evil.example",
        "https://evil.example",
        "https://evil.example:7111/",
        "http://localhost:7111/",
        "https://localhost/",
        "https://localhost:7111@evil.example/",
        "https://localhost:7111//evil.example",
        "https://localhost:7111/\\evil.example",
        "https://localhost:7111/%2fevil.example",
        "javascript:alert(1)",
        "evil.example",
        "~//evil.example",
        "/%2fevil.example",
        "/%2Fevil.example",
        "/%5cevil.example",
        "%2f%2fevil.example",
        "%2Fevil.example",
        "/\tevil.example",
        "/\n/evil.example",
        " //evil.example",
        "",
    ];

    [Theory]
    [MemberData(nameof(LeavingTheApp))]
    public async Task A_target_that_leaves_the_app_becomes_the_home_page(string target)
    {
        Assert.Equal("/", await TargetOfAsync("SignIn", target));
        Assert.Equal("/", await TargetOfAsync("Challenge", target));
    }

    [Theory]
    [InlineData("/me")]
    [InlineData("/me?tab=claims&all=1")]
    [InlineData("/a/%2f/b")]
    public async Task A_path_of_the_app_is_kept(string target)
    {
        Assert.Equal(target, await TargetOfAsync("SignIn", target));
        Assert.Equal(target, await TargetOfAsync("Challenge", target));
    }

    [Fact]
    public async Task A_full_address_of_the_app_is_a_path_to_Challenge_and_nothing_to_SignIn()
    {
        Assert.Equal("/me?x=1", await TargetOfAsync("Challenge", "https://localhost:7111/me?x=1"));
        Assert.Equal("/", await TargetOfAsync("SignIn", "https://localhost:7111/me?x=1"));
    }

    [Fact]
    public async Task Signing_in_comes_back_to_the_target()
    {
        var back = await _app.AnswerAsync(await _app.ChallengeAsync("/MicrosoftIdentity/Account/SignIn?redirectUri=/me"));

        Assert.Equal("https://localhost:7111/me", back.Location!.ToString());
    }

    private async Task<string?> TargetOfAsync(string action, string target)
    {
        var request = await _app.ChallengeAsync($"/MicrosoftIdentity/Account/{action}/{OpenIdConnectDefaults.AuthenticationScheme}?redirectUri={Uri.EscapeDataString(target)}");
        return _app.Options.StateDataFormat.Unprotect(request.Parameters["state"])!.RedirectUri;
    }
}
