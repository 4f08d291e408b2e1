using System.Collections.Concurrent;
using CallMicrosoftGraph.Controllers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;

namespace IdentityTutorial.Tests.Chapters.GraphPages;

/// <summary>Which Graph the chapter talks to, and so where tokens go.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("", "https://localhost:7443/v1.0", "https://localhost:7443/v1.0")]
    [InlineData("", "https://localhost:7443/v1.0/", "https://localhost:7443/v1.0")]
    [InlineData(SeededTenants.Contoso, "https://localhost:7443/v1.0", "https://graph.microsoft.com/v1.0")]
    [InlineData(SeededTenants.Contoso, "https://graph.microsoft.us/v1.0", "https://graph.microsoft.us/v1.0")]
    public async Task Tokens_of_a_tenant_of_ones_own_come_from_there_and_are_not_sent_to_the_sandbox(string tenant, string configured, string used)
    {
        await using var stage = new SignInStage<HomeController>(chapterSettings: new()
        {
            ["AzureAd:TenantId"] = tenant,
            ["AzureAd:ClientCredentials:0:ClientSecret"] = "no-secret-only-a-test",
            ["DownstreamApis:MicrosoftGraph:BaseUrl"] = configured,
        });
        var asked = new ConcurrentBag<string>();
        using var nothing = stage.Backchannel.Use((request, _, _) =>
        {
            asked.Add(request.RequestUri!.Host);
            throw new HttpRequestException("This test has no network.");
        });
        using var scope = stage.Chapter.Services.CreateScope();

        await Assert.ThrowsAnyAsync<Exception>(() => scope.ServiceProvider.GetRequiredService<ITokenAcquisition>()
            .GetAuthenticationResultForAppAsync("https://graph.microsoft.com/.default"));

        Assert.Equal(used, stage.Chapter.Services.GetRequiredService<IOptions<GraphServiceClientOptions>>().Value.BaseUrl);
        Assert.NotEmpty(asked);
        Assert.All(asked, name => Assert.Equal(tenant.Length == 0 ? "localhost" : "login.microsoftonline.com", name));
    }
}
