using AzureADB2CSignIn.Controllers;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;

namespace IdentityTutorial.Tests.Chapters.UserFlows;

/// <summary>A team adds <c>EnableTokenAcquisitionToCallDownstreamApi</c>: what it adds to the sign-in's events is not lost.</summary>
public sealed class TokenAcquisitionTests : IAsyncDisposable
{
    private readonly SignInStage<HomeController> _stage = new(services: AddTokenAcquisition);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task The_library_redeems_the_code_and_the_user_is_signed_in()
    {
        var page = await _stage.Browser.SignInAsync();

        Assert.Contains("Hello, Casey Cole", page.Text, StringComparison.Ordinal);
        var redemption = Assert.Single(_stage.Backchannel.Exchanges, exchange => Endpoints.Token(exchange.Address));
        Assert.Contains("x-client-sku", redemption.RequestHeaders.Keys, StringComparer.OrdinalIgnoreCase); // MSAL names itself, the handler does not
    }

    [Theory]
    [InlineData("B2C_1_edit_profile")]
    [InlineData("B2C_1A_SIGNUP_SIGNIN")]
    public async Task Another_policy_runs_too(string policy)
    {
        await _stage.Browser.SignInAsync();

        var page = await _stage.Browser.OpenAsync($"/MicrosoftIdentity/Account/Challenge?policy={policy}&redirectUri=/Home/Profile");
        page = policy is "B2C_1_edit_profile" ? await _stage.Browser.ContinueAsync(await _stage.Browser.PressAsync(page, "action", "save", ("displayName", "Cassandra Cole"))) : page;

        Assert.Contains(policy, page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/Home/Profile", page.Address.AbsolutePath);
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
