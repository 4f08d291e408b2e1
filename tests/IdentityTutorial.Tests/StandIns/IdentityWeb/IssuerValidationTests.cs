using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.Resource;
using Moq;

namespace IdentityTutorial.Tests.StandIns.IdentityWeb;

/// <summary>Which issuers a token may come from. An app without a handler for remote failures answers 500; the log has the code.</summary>
public sealed class IssuerValidationTests
{
    private const string OfEveryTenant = "/{tenantid}/v2.0";

    [Theory]
    [InlineData("common")]
    [InlineData("organizations")]
    public async Task A_multi_tenant_app_takes_users_of_any_tenant(string tenant)
    {
        var provider = new StubProvider { MetadataIssuer = OfEveryTenant };
        provider.Claims["tid"] = SeededTenants.Fabrikam;
        await using var app = await SignInApp.StartAsync(provider, new() { ["Authority"] = provider.IssuerOf(tenant) });

        Assert.Contains("name=Alice Able", await app.SignInAsync());
    }

    [Theory]
    [InlineData("common")]
    [InlineData("organizations")]
    public async Task A_token_whose_tenant_contradicts_its_issuer_is_refused_by_a_multi_tenant_app(string tenant)
    {
        var provider = new StubProvider { MetadataIssuer = OfEveryTenant };
        provider.Claims["tid"] = SeededTenants.Fabrikam;
        provider.Claims["iss"] = provider.IssuerOf(SeededTenants.Contoso);
        await using var app = await SignInApp.StartAsync(provider, new() { ["Authority"] = provider.IssuerOf(tenant) });

        await RefusesAsync(app, "IDX40001");
    }

    [Fact]
    public async Task A_token_of_another_tenant_is_refused_by_a_single_tenant_app()
    {
        var provider = new StubProvider();
        provider.Claims["tid"] = SeededTenants.Fabrikam;
        await using var app = await SignInApp.StartAsync(provider);

        await RefusesAsync(app, "IDX40001");
    }

    [Theory]
    [InlineData("https://login.elsewhere.example/f883241c-3907-4c64-b25d-29a884a930b1/v2.0")]
    [InlineData("http://login.elsewhere.example")]
    [InlineData("f883241c-3907-4c64-b25d-29a884a930b1")]
    public async Task A_token_of_another_provider_is_refused(string issuer)
    {
        var provider = new StubProvider { MetadataIssuer = OfEveryTenant };
        provider.Claims["iss"] = issuer;
        await using var app = await SignInApp.StartAsync(provider, new() { ["Authority"] = provider.IssuerOf("common") });

        await RefusesAsync(app, "IDX40001");
    }

    [Fact]
    public async Task A_token_that_names_no_tenant_is_judged_by_its_issuer()
    {
        var provider = new StubProvider();
        provider.Claims["iss"] = provider.IssuerOf(SeededTenants.Fabrikam);
        provider.Claims.Remove("tid");
        await using var app = await SignInApp.StartAsync(provider);

        await RefusesAsync(app, "IDX40001");
    }

    [Fact]
    public void Metadata_for_the_check_comes_through_the_client_the_options_name()
    {
        var clients = new Mock<IHttpClientFactory>();
        clients.Setup(factory => factory.CreateClient("issuers")).Returns(() => new HttpClient());

        _ = new MicrosoftIdentityIssuerValidatorFactory(Options.Create(new AadIssuerValidatorOptions { HttpClientName = "issuers" }), clients.Object);
        _ = new MicrosoftIdentityIssuerValidatorFactory(Options.Create(new AadIssuerValidatorOptions()), clients.Object);

        clients.Verify(factory => factory.CreateClient(It.IsAny<string>()), Times.Once);
    }

    [Fact]
    public void There_is_one_check_for_each_authority()
    {
        var factory = new MicrosoftIdentityIssuerValidatorFactory(Options.Create(new AadIssuerValidatorOptions()), Mock.Of<IHttpClientFactory>());

        Assert.Same(factory.GetAadIssuerValidator("https://login.example/common/v2.0"), factory.GetAadIssuerValidator("https://login.example/common/v2.0"));
        Assert.Throws<ArgumentNullException>(() => factory.GetAadIssuerValidator(""));
    }

    private static async Task RefusesAsync(SignInApp app, string code)
    {
        var request = await app.ChallengeAsync();

        var page = await app.AnswerAsync(request);

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Contains(app.Log.Problems, line => line.Text.Contains(code, StringComparison.Ordinal));
        Assert.NotEqual(HttpStatusCode.OK, (await app.Browser.GetAsync("/me")).Status);
    }
}
