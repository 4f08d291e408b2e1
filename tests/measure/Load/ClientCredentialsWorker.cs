namespace IdentityTutorial.Measure.Load;

/// <summary>Gets an access token for the app itself (RFC 6749, section 4.4).</summary>
internal sealed class ClientCredentialsWorker(HttpClient http, Client client) : IWorker
{
    public Task PrepareAsync() => Task.CompletedTask;

    public async Task<int> RunOnceAsync()
    {
        using var request = Request(client);
        var answer = await TokenAnswer.RequestAsync(http, client, request, nonce: null);
        return answer.SignedTokens;
    }

    /// <summary>Builds the token request.</summary>
    public static FormUrlEncodedContent Request(Client client) => new(new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = client.ClientId,
        ["client_secret"] = client.Secret,
        ["scope"] = "https://graph.microsoft.com/.default",
    });
}
