using System.Text.Json;

namespace IdentityTutorial.Measure.Load.Kills;

/// <summary>What a sandbox that was killed and started again has kept of the answers that it gave before.</summary>
/// <param name="Checked">How many answers were checked.</param>
/// <param name="Lost">How many of them no longer work.</param>
internal sealed record KeptAnswers(int Checked, int Lost)
{
    private const int MostRefreshTokens = 50;
    private const int MostSessions = 20;

    /// <summary>Checks the newest answers of every kind, and says on the error output which ones are lost.</summary>
    /// <param name="http">The connections.</param>
    /// <param name="address">The address of the sandbox.</param>
    /// <param name="file">The file that <see cref="KillRound"/> has written.</param>
    /// <exception cref="HttpRequestException">The sandbox does not answer.</exception>
    public static async Task<KeptAnswers> CheckAsync(HttpClient http, Uri address, string file)
    {
        var apps = await SandboxApps.DiscoverAsync(http, address);
        var answers = JsonSerializer.Deserialize<Answer[]>(await File.ReadAllTextAsync(file))!;
        Answer[] sample =
        [
            .. Newest(answers.Where(answer => answer.RefreshToken is not null), MostRefreshTokens),
            .. Newest(answers.Where(answer => answer.Session is not null), MostSessions),
        ];
        var lost = 0;
        foreach (var answer in sample)
        {
            try
            {
                await CheckAsync(http, address, apps.Of(answer.Kind), answer);
            }
            catch (InvalidOperationException exception)
            {
                lost++;
                var what = answer.Session is null ? "refresh token" : "session";
                Console.Error.WriteLine($"Lost a {what} of the kind {answer.Kind}. {exception.Message}");
            }
        }

        return new(sample.Length, lost);
    }

    // The kinds take turns, so that a quick one such as Refresh leaves room for the others.
    private static IEnumerable<Answer> Newest(IEnumerable<Answer> answers, int count) => answers
        .Reverse()
        .GroupBy(answer => answer.Kind)
        .SelectMany(ofOneKind => ofOneKind.Index())
        .OrderBy(indexed => indexed.Index)
        .Select(indexed => indexed.Item)
        .Take(count);

    private static Task CheckAsync(HttpClient http, Uri address, Client client, Answer answer) => answer.Kind switch
    {
        AnswerKind.SignedOut => Revocations.CheckSessionAsync(http, address, client, answer.Session!),
        AnswerKind.NewPassword => Revocations.CheckRefreshTokenAsync(http, client, answer.RefreshToken!),
        _ => CheckValidAsync(http, address, client, answer),
    };

    private static async Task CheckValidAsync(HttpClient http, Uri address, Client client, Answer answer)
    {
        if (answer.RefreshToken is { } refreshToken)
        {
            var tokens = await RefreshWorker.RefreshAsync(http, client, refreshToken);
            if (tokens.RefreshToken is null)
            {
                throw new InvalidOperationException("The new tokens have no refresh token.");
            }

            return;
        }

        var browser = new Browser(http);
        browser.AddCookie(address, AnswerNotes.SessionCookie, answer.Session!);
        var request = new AuthorizationRequest(client) { Prompt = "none" };
        await TokenAnswer.RedeemAsync(http, client, request, await browser.StartAsync(request));
    }
}
