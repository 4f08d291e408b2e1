using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityTutorial.Tests.Chapters.Production;

/// <summary>A team copies the chapter and adds pages of its own.</summary>
public sealed class TeamCodeTests
{
    [Fact]
    public async Task A_user_in_a_role_passes_the_page_for_it_and_another_user_does_not()
    {
        await using var stage = ProductionChapter.SignInStage(AddTeamCode);
        using var bob = stage.NewBrowser();
        await stage.Browser.SignInAsync(SeededTenants.Alice);
        await bob.SignInAsync("bob@contoso.example");

        var allowed = await stage.Browser.OpenAsync("/Reports");
        var denied = await bob.OpenAsync("/Reports");

        Assert.Equal((HttpStatusCode.OK, "The reports."), (allowed.Status, allowed.Html));
        Assert.Equal(HttpStatusCode.Forbidden, denied.Status);
    }

    [Fact]
    public async Task A_controller_without_views_answers()
    {
        await using var stage = ProductionChapter.SignInStage(AddTeamCode);
        await stage.Browser.SignInAsync(SeededTenants.Alice);

        var answer = await stage.Browser.GetAsync("/api/stock");

        Assert.Equal((HttpStatusCode.OK, """{"count":3}"""), (answer.Status, answer.Html));
    }

    private static void AddTeamCode(IServiceCollection services) =>
        services.AddControllersWithViews().ConfigureApplicationPartManager(parts => parts.ApplicationParts.Add(new TeamCode()));
}
