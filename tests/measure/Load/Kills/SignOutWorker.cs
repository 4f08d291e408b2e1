using System.Net;

namespace IdentityTutorial.Measure.Load.Kills;

/// <summary>Signs a user in and out again, each time in a new browser.</summary>
/// <param name="http">The connections.</param>
/// <param name="client">The app to sign in to.</param>
/// <param name="notes">Where the sessions that ended are written down.</param>
internal sealed class SignOutWorker(HttpClient http, Client client, AnswerNotes notes) : IWorker
{
    public Task PrepareAsync() => Task.CompletedTask;

    public async Task<int> RunOnceAsync()
    {
        var browser = new Browser(http);
        var page = await browser.StartAsync(new AuthorizationRequest(client));
        page = await browser.SubmitAsync(PageForm.SelectAccount(page, client.Account));
        var session = AnswerNotes.SessionOf(browser, page.Address);

        page = await browser.GetAsync(client.EndSessionEndpoint!);
        if (page.Status != HttpStatusCode.OK)
        {
            throw page.Unexpected("This page should say that the user is signed out");
        }

        notes.AddSession(session);
        return 0;
    }
}
