using AzureADB2CSignIn.Controllers;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>A team adds <c>EnableTokenAcquisitionToCallDownstreamApi</c>: what it adds to the sign-in's events is not lost.</summary>
public sealed class TokenAcquisitionTests(TokenAcquisitionTests.TeamStage shared) : IClassFixture<TokenAcquisitionTests.TeamStage>
{
    private TestBrowser Browser { get; } = shared.Stage.BeginTest();

    [Fact]
    public async Task The_library_redeems_the_code_and_the_user_is_signed_in()
    {
        var before = shared.Stage.Backchannel.Exchanges.Count;

        var page = await Browser.SignInAsync();

        Assert.Contains("Hello, Casey Cole", page.Text, StringComparison.Ordinal);
        var redemption = Assert.Single(shared.Stage.Backchannel.Exchanges.Skip(before), exchange => Endpoints.Token(exchange.Address));
        Assert.Contains("x-client-sku", redemption.RequestHeaders.Keys, StringComparer.OrdinalIgnoreCase); // MSAL names itself, the handler does not
    }

    [Theory]
    [InlineData("B2C_1_edit_profile")]
    [InlineData("B2C_1A_SIGNUP_SIGNIN")]
    public async Task Another_policy_runs_too(string policy)
    {
        await Browser.SignInAsync();

        var page = await Browser.OpenAsync($"/MicrosoftIdentity/Account/Challenge?policy={policy}&redirectUri=/Home/Profile");
        page = policy is "B2C_1_edit_profile" ? await Browser.ContinueAsync(await Browser.PressAsync(page, "action", "save", ("displayName", "Casey Cole"))) : page;

        Assert.Contains(policy, page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/Home/Profile", page.Address.AbsolutePath);
    }

    /// <summary>The chapter of a team, for all tests of the class.</summary>
    public sealed class TeamStage : IAsyncDisposable
    {
        /// <summary>The chapter and the sandbox.</summary>
        public SignInStage<HomeController> Stage { get; } = new(services: AddTokenAcquisition);

        /// <inheritdoc />
        public ValueTask DisposeAsync() => Stage.DisposeAsync();
    }

    // What Program.cs would say right after AddMicrosoftIdentityWebApp: in front of all that the chapter itself configures.
    private static void AddTokenAcquisition(IServiceCollection services)
    {
        var settings = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(RepositoryPaths.Chapter("AzureADB2CSignIn"), "appsettings.json"))
            .AddJsonFile(Path.Combine(RepositoryPaths.Chapter("AzureADB2CSignIn"), "appsettings.Development.json"))
            .Build();
        var scratch = new ServiceCollection();
        var builder = scratch.AddAuthentication().AddMicrosoftIdentityWebApp(settings.GetSection("AzureAd"));
        var before = scratch.ToList();
        builder.EnableTokenAcquisitionToCallDownstreamApi().AddInMemoryTokenCaches();

        var first = services.ToList().FindIndex(IsOfTheChapter);
        foreach (var (index, descriptor) in scratch.Except(before).Index())
        {
            services.Insert(first + index, descriptor);
        }
    }

    private static bool IsOfTheChapter(ServiceDescriptor service) =>
        service.ImplementationInstance is ConfigureNamedOptions<OpenIdConnectOptions> { Action: { } configure }
        && configure.Method.DeclaringType!.Assembly == typeof(HomeController).Assembly;
}
