using AzureADSignIn;
using Microsoft.Extensions.Hosting;
using Moq;

namespace IdentityTutorial.Tests.Chapters;

/// <summary>Which page an error gets.</summary>
public sealed class ProblemCatalogTests
{
    private readonly ProblemCatalog _catalog = new(Mock.Of<IHostEnvironment>(host => host.ContentRootPath == RepositoryPaths.Chapter("AzureADSignIn")));

    // The error table of the sandbox contract.
    [Theory]
    [InlineData("AADSTS50011")]
    [InlineData("AADSTS700016")]
    [InlineData("AADSTS90002")]
    [InlineData("AADSTS7000215")]
    [InlineData("AADSTS7000222")]
    [InlineData("AADSTS7000218")]
    [InlineData("AADSTS700027")]
    [InlineData("AADSTS700213")]
    [InlineData("AADSTS700054")]
    [InlineData("AADSTS501481")]
    [InlineData("AADSTS54005")]
    [InlineData("AADSTS70008")]
    [InlineData("AADSTS70000")]
    [InlineData("AADSTS700082")]
    [InlineData("AADSTS50173")]
    [InlineData("AADSTS65001")]
    [InlineData("AADSTS65004")]
    [InlineData("AADSTS90094")]
    [InlineData("AADSTS50058")]
    [InlineData("AADSTS50076")]
    [InlineData("AADSTS53003")]
    [InlineData("AADSTS50126")]
    [InlineData("AADSTS50034")]
    [InlineData("AADSTS50057")]
    [InlineData("AADSTS50020")]
    [InlineData("AADSTS50105")]
    [InlineData("AADSTS70011")]
    [InlineData("AADSTS900144")]
    [InlineData("AADB2C90118")]
    [InlineData("AADB2C90091")]
    [InlineData("AADB2C90006")]
    [InlineData("AADB2C90057")]
    [InlineData("AADB2C90068")]
    [InlineData("AADB2C90080")]
    [InlineData("AADB2C90088")]
    public void Every_code_of_the_sandbox_has_a_page_of_its_own(string code)
    {
        var problem = _catalog.Explain(new InvalidOperationException($"{code}: Something. Trace ID: 1 Correlation ID: 2"), 502);

        Assert.Equal(code, problem.Code);
        Assert.NotEqual("The provider refused the sign-in", problem.Title);
        Assert.Equal("Something.", problem.Said);
    }

    [Fact]
    public void An_unknown_code_is_shown_with_the_providers_words()
    {
        var problem = _catalog.Explain(new InvalidOperationException("error_description: 'AADSTS123456: Something new happened. Trace ID: 1'"), 502);

        Assert.Equal(("AADSTS123456", 400, "Something new happened."), (problem.Code, problem.Status, problem.Said));
    }

    [Fact]
    public void A_timeout_deep_inside_a_metadata_failure_is_a_timeout()
    {
        var failure = new InvalidOperationException("IDX20803: Unable.", new IOException("IDX20804: Unable.", new TaskCanceledException("Slow.", new TimeoutException())));

        Assert.Equal((504, "IDX20803"), (_catalog.Explain(failure, 500).Status, _catalog.Explain(failure, 500).Code));
    }

    [Theory]
    [InlineData(404, "HTTP 404", "There is no such page")]
    [InlineData(405, "HTTP 405", "The page does not take that")]
    [InlineData(415, "HTTP 415", "That request makes no sense here")]
    [InlineData(500, "HTTP 500", "Something broke in this app")]
    [InlineData(503, "HTTP 503", "Something broke in this app")]
    public void A_bare_status_keeps_its_number(int status, string code, string title)
    {
        var problem = _catalog.Explain(failure: null, status);

        Assert.Equal((status, code, title), (problem.Status, problem.Code, problem.Title));
    }
}
