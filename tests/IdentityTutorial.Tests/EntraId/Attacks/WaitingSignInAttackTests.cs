using System.Net;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;

namespace IdentityTutorial.Tests.EntraId.Attacks;

/// <summary>People and programs that open the pages of a sign-in in an order of their own.</summary>
public sealed class WaitingSignInAttackTests : IAsyncDisposable
{
    private readonly EntraIdFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("login")]
    [InlineData("select_account")]
    public async Task The_second_factor_does_not_stand_in_for_the_sign_in_that_the_application_asked_for(string prompt)
    {
        using var browser = _fixture.NewBrowser();
        await EntraIdFixture.SignInAsync(browser, EntraIdFixture.AuthorizeAddress(SeededApp.SignIn));
        var signIn = await EntraIdFixture.OpenAsync(browser, EntraIdFixture.AuthorizeAddress(SeededApp.SignIn, ("prompt", prompt)));

        var page = await EntraIdFixture.OpenAsync(browser, signIn.Address.AbsolutePath.Replace("/signin/", "/multi-factor/", StringComparison.Ordinal));

        Assert.True(page.IsSignInPage(), page.Text);
    }

    [Fact]
    public async Task Consent_does_not_stand_in_for_the_sign_in_that_the_application_asked_for()
    {
        using var browser = _fixture.NewBrowser();
        await EntraIdFixture.SignInAsync(browser, EntraIdFixture.AuthorizeAddress(SeededApp.SignIn));
        var signIn = await EntraIdFixture.OpenAsync(browser, EntraIdFixture.AuthorizeAddress(SeededApp.AsksForConsent, ("prompt", "login")));

        var page = await EntraIdFixture.OpenAsync(browser, signIn.Address.AbsolutePath.Replace("/signin/", "/consent/", StringComparison.Ordinal));

        Assert.True(page.IsSignInPage(), page.Text);
    }

    [Fact]
    public async Task Nobody_consents_before_the_second_factor()
    {
        using var browser = _fixture.NewBrowser();
        var signIn = await EntraIdFixture.OpenAsync(browser, EntraIdFixture.AuthorizeAddress(SeededApp.AsksForConsent));
        var secondFactor = await EntraIdFixture.PressAsync(browser, signIn, "account", SeededTenants.Mia);
        Assert.StartsWith("/multi-factor/", secondFactor.Address.AbsolutePath, StringComparison.Ordinal);

        var page = await EntraIdFixture.AtSandboxAsync(browser, await browser.PostAsync(
            secondFactor.Address.AbsolutePath.Replace("/multi-factor/", "/consent/", StringComparison.Ordinal),
            [.. FormFields.Of(secondFactor.Form()), new("consent", "accept")]));

        Assert.StartsWith("/multi-factor/", page.Address.AbsolutePath, StringComparison.Ordinal);
        await _fixture.ReadAsync(async db => Assert.False(
            await db.Set<ConsentGrant>().AnyAsync(grant => grant.ClientId == Guid.Parse(SeededApp.AsksForConsent.ClientId), EntraIdFixture.Token)));
    }

    [Fact]
    public async Task A_person_who_may_not_use_the_application_cannot_consent_either()
    {
        await _fixture.ChangeAsync(async db => (await db.Set<Sandbox.Applications.Application>()
            .SingleAsync(application => application.ClientId == Guid.Parse(SeededApp.AsksForConsent.ClientId), EntraIdFixture.Token)).RequiresAssignment = true);
        using var browser = _fixture.NewBrowser();
        var signIn = await EntraIdFixture.OpenAsync(browser, EntraIdFixture.AuthorizeAddress(SeededApp.AsksForConsent));
        var id = signIn.Address.AbsolutePath.Split('/')[^1];
        var refused = await EntraIdFixture.PressAsync(browser, signIn, "account", "carol@contoso.example");
        ProtocolAssert.IsErrorPage(refused, 50105);

        ProtocolAssert.IsErrorPage(await EntraIdFixture.OpenAsync(browser, "/consent/" + id), 50105);
    }
}
