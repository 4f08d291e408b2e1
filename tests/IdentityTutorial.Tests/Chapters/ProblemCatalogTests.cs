using AzureADSignIn.Identity;
using AzureADSignIn.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Moq;

namespace IdentityTutorial.Tests.Chapters;

/// <summary>Which page an error gets.</summary>
public sealed class ProblemCatalogTests
{
    private readonly ProblemCatalog _catalog = Catalog(new() { Authority = "https://localhost:7443/contoso.example/v2.0" });

    // The codes that reach the app by a redirect or in an answer of the token endpoint.
    [Theory]
    [InlineData("AADSTS700016")]
    [InlineData("AADSTS90002")]
    [InlineData("AADSTS7000215")]
    [InlineData("AADSTS7000222")]
    [InlineData("AADSTS7000218")]
    [InlineData("AADSTS700054")]
    [InlineData("AADSTS501481")]
    [InlineData("AADSTS54005")]
    [InlineData("AADSTS70008")]
    [InlineData("AADSTS70000")]
    [InlineData("AADSTS65001")]
    [InlineData("AADSTS65004")]
    [InlineData("AADSTS90094")]
    [InlineData("AADSTS50076")]
    [InlineData("AADSTS53003")]
    [InlineData("AADSTS50105")]
    [InlineData("AADSTS70011")]
    [InlineData("AADSTS900144")]
    public void Every_code_that_can_reach_the_app_has_a_page_of_its_own(string code)
    {
        var problem = _catalog.Explain(new InvalidOperationException($"{code}: Something. Trace ID: 1 Correlation ID: 2"), 502);

        Assert.Equal(code, problem.Code);
        Assert.NotEqual("The provider rejected the sign-in", problem.Title);
        Assert.Equal("Something.", problem.Description);
    }

    [Fact]
    public void An_unknown_code_is_shown_with_the_providers_words()
    {
        var problem = _catalog.Explain(new InvalidOperationException("error_description: 'AADSTS123456: Something new happened. Trace ID: 1'"), 502);

        Assert.Equal(("AADSTS123456", 400, "Something new happened."), (problem.Code, problem.Status, problem.Description));
    }

    [Fact]
    public void A_timeout_deep_inside_a_metadata_failure_is_a_timeout()
    {
        var failure = new InvalidOperationException("IDX20803: Unable.", new IOException("IDX20804: Unable.", new TaskCanceledException("Slow.", new TimeoutException())));

        Assert.Equal((504, "IDX20803"), (_catalog.Explain(failure, 500).Status, _catalog.Explain(failure, 500).Code));
    }

    [Fact]
    public void A_code_of_the_library_outranks_the_exception_that_it_wraps()
    {
        var failure = new ArgumentException("IDW10503: Cannot determine the cloud.", new HttpRequestException("No such host."));

        Assert.Equal("IDW10503", _catalog.Explain(failure, 500).Code);
    }

    [Fact]
    public void Each_place_has_its_own_fix_and_only_the_sandbox_names_the_sandbox()
    {
        var failure = new InvalidOperationException("AADSTS7000215: Invalid client secret provided.");
        AzureAdSettings tenant = new() { TenantId = SeededTenants.Contoso };

        Assert.Contains("sandbox/seed.json", _catalog.Explain(failure, 502).Fix, StringComparison.Ordinal);
        Assert.Contains("dotnet user-secrets set", Catalog(tenant, "Development").Explain(failure, 502).Fix, StringComparison.Ordinal);
        Assert.Contains("administrator of this app", Catalog(tenant, "Production").Explain(failure, 502).Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "HTTP 404", "There is no such page")]
    [InlineData(405, "HTTP 405", "This page does not accept that request")]
    [InlineData(415, "HTTP 415", "The request is not valid")]
    [InlineData(500, "HTTP 500", "Something went wrong in this app")]
    [InlineData(503, "HTTP 503", "Something went wrong in this app")]
    public void A_bare_status_keeps_its_number(int status, string code, string title)
    {
        var problem = _catalog.Explain(failure: null, status);

        Assert.Equal((status, code, title), (problem.Status, problem.Code, problem.Title));
    }

    private static ProblemCatalog Catalog(AzureAdSettings settings, string environment = "Development") => new(
        Mock.Of<IHostEnvironment>(host => host.ContentRootPath == RepositoryPaths.Chapter("AzureADSignIn") && host.EnvironmentName == environment),
        Options.Create(settings));
}
