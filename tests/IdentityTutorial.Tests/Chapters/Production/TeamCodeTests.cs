using System.Net;
using DeployToAppService.Controllers;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>A team copies the chapter and adds pages of its own.</summary>
public sealed class TeamCodeTests : IAsyncDisposable
{
    private readonly SignInStage<InstanceController> _stage = new(services: AddTeamCode);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_user_in_a_role_passes_the_page_for_it_another_user_does_not_and_a_controller_without_views_answers()
    {
        var alice = _stage.NewBrowser();
        var bob = _stage.NewBrowser();
        await alice.SignInAsync(SeededTenants.Alice);
        await bob.SignInAsync(SeededTenants.Bob);

        var allowed = await alice.OpenAsync("/Reports");
        var denied = await bob.OpenAsync("/Reports");
        var answer = await alice.GetAsync("/api/stock");

        Assert.Equal((HttpStatusCode.OK, "The reports."), (allowed.Status, allowed.Html));
        Assert.Equal(HttpStatusCode.Forbidden, denied.Status);
        Assert.Equal((HttpStatusCode.OK, """{"count":3}"""), (answer.Status, answer.Html));
    }

    private static void AddTeamCode(IServiceCollection services) =>
        services.AddControllersWithViews().ConfigureApplicationPartManager(parts => parts.ApplicationParts.Add(new TeamCode()));
}
