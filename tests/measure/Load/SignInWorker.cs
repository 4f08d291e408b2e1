namespace IdentityTutorial.Measure.Load;

/// <summary>
/// Signs a user in with the authorization code flow: authorization request, the sign-in page where the way has one, and
/// token request.
/// </summary>
internal sealed class SignInWorker(HttpClient http, Client client, SignInWay way) : IWorker
{
    private Browser _browser = new(http);

    public async Task PrepareAsync()
    {
        if (way == SignInWay.Session)
        {
            await SignInAsync(pages: 1);
        }
    }

    public Task<int> RunOnceAsync()
    {
        if (way != SignInWay.Click)
        {
            return SignInAsync(pages: 0);
        }

        _browser = new(http);
        return SignInAsync(pages: 1);
    }

    private async Task<int> SignInAsync(int pages)
    {
        var request = new AuthorizationRequest(client);
        var page = await _browser.GetAsync(request.Address());
        while (page.RedirectsTo is not { } redirect || !request.IsAnsweredBy(redirect))
        {
            if (page.RedirectsTo is { } next)
            {
                page = await _browser.GetAsync(next);
                continue;
            }

            if (pages == 0)
            {
                throw page.Unexpected("This sign-in should show no further page");
            }

            pages--;
            page = await _browser.SubmitAsync(PageForm.SelectAccount(page, client.Account));
        }

        if (pages > 0)
        {
            throw page.Unexpected("This sign-in should show a page");
        }

        using var tokenRequest = request.TokenRequest(page.RedirectsTo);
        return await TokenAnswer.RequestAsync(http, client, tokenRequest, request.Nonce);
    }
}
