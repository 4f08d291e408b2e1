using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace IdentityTutorial.Measure.Load;

/// <summary>The list of users that the sandbox's Microsoft Graph returns, page by page.</summary>
internal sealed class UserPages(HttpClient http, Uri address, string accessToken)
{
    // The first ten pages hold 1,000 users, so that a large directory is read as deep as a small one.
    private const int Pages = 10;

    /// <summary>Signs in as an app that may read the directory.</summary>
    public static async Task<UserPages> OpenAsync(HttpClient http, Uri address)
    {
        var client = await Clients.SandboxDaemon(address).DiscoverAsync(http);
        using var request = ClientCredentialsWorker.Request(client);
        var answer = await TokenAnswer.RequestAsync(http, client, request, nonce: null);
        return new(http, address, answer.AccessToken);
    }

    /// <summary>Reads the first pages, each by the link of the one before.</summary>
    /// <returns>How long each page took, in milliseconds.</returns>
    /// <exception cref="InvalidOperationException">A page is not full.</exception>
    public async Task<double[]> ReadAsync()
    {
        var times = new double[Pages];
        var next = new Uri(address, "v1.0/users?$top=100");
        for (var number = 0; number < Pages; number++)
        {
            var start = Stopwatch.GetTimestamp();
            using var page = await GetAsync(next);
            times[number] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

            var count = page.RootElement.GetProperty("value").GetArrayLength();
            if (count != 100)
            {
                throw new InvalidOperationException($"{next} has {count} users, not 100.");
            }

            if (number < Pages - 1)
            {
                next = new(page.RootElement.GetProperty("@odata.nextLink").GetString()!);
            }
        }

        return times;
    }

    private async Task<JsonDocument> GetAsync(Uri page)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return response.StatusCode == HttpStatusCode.OK
            ? JsonDocument.Parse(body)
            : throw new InvalidOperationException($"{page} answered {(int)response.StatusCode}: {body}");
    }
}
