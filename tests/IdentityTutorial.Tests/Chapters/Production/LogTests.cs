using System.Net;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>What strangers can write into the log: neither control characters nor stack traces.</summary>
public sealed class LogTests(ProductionStage shared) : IClassFixture<ProductionStage>
{
    [Theory]
    [InlineData("/%1B%5B2Jgone")]
    [InlineData("/Home/%1B%5B31mToken")]
    [InlineData("/MicrosoftIdentity/Account/SignIn/%1B%5B31mred")]
    [InlineData("/signin-oidc?error=access_denied&error_description=%1B%5B2Jgone%0D%0Afake")]
    [InlineData("/Instance?%1B%5B2J=%0A")]
    public async Task No_control_character_of_a_request_reaches_the_log(string address)
    {
        var chapter = shared.Chapter();
        using var client = chapter.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://app.example") });

        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(chapter.Log.Problems, line => line.Text.Contains('\u001b', StringComparison.Ordinal) || line.Text.Contains("gone\r\nfake", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SignIn")]
    [InlineData("SignOut")]
    [InlineData("Challenge")]
    [InlineData("EditProfile")]
    [InlineData("ResetPassword")]
    public async Task A_scheme_that_does_not_exist_is_an_unknown_address_and_no_line_in_the_log(string action)
    {
        var chapter = shared.Chapter();
        using var client = chapter.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://app.example") });
        var before = chapter.Log.Problems.Count();

        using var answer = await client.GetAsync($"/MicrosoftIdentity/Account/{action}/NoSuchScheme", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(before, chapter.Log.Problems.Count());
    }
}
