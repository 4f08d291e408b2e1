using System.Net;
using IdentityTutorial.Tests.EntraId;

namespace IdentityTutorial.Tests.ManagedIdentities;

/// <summary>Calls the managed-identity endpoint as a web app does.</summary>
public static class IdentityEndpoint
{
    public const string Header = "sandbox-only-not-a-secret";
    public const string SystemClient = "d3a1b2c4-5e6f-4a7b-8c9d-0e1f2a3b4c11";
    public const string SystemPrincipal = "d3a1b2c4-5e6f-4a7b-8c9d-0e1f2a3b4c12";
    public const string SharedClient = "d3a1b2c4-5e6f-4a7b-8c9d-0e1f2a3b4c21";
    public const string SharedPrincipal = "d3a1b2c4-5e6f-4a7b-8c9d-0e1f2a3b4c22";
    public const string ChapterName = "3-1 Deploy-To-AppService";
    public const string ChapterClient = "3f6e2a7c-8b1d-4e50-9a6f-4d2c7b9e1a32";
    public const string DatabaseResource = "https://ossrdbms-aad.database.windows.net";
    public const string ExchangeResource = "api://AzureADTokenExchange";

    /// <summary>Asks for a token.</summary>
    /// <param name="fixture">The sandbox.</param>
    /// <param name="query">The query, without the version where it has one of its own.</param>
    /// <param name="header">The web app's header; <see langword="null"/> sends none.</param>
    public static async Task<TokenAnswer> AskAsync(EntraIdFixture fixture, string query, string? header = Header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/msi/token?{(query.Contains("api-version", StringComparison.Ordinal) ? "" : "api-version=2019-08-01&")}{query}");
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("X-IDENTITY-HEADER", header);
        }

        return await fixture.SendAsync(request);
    }

    /// <summary>Fails unless the answer is an error in the form of App Service, without a token.</summary>
    public static void IsProblem(TokenAnswer answer, HttpStatusCode status, string message)
    {
        Assert.Equal((status, (int)status), (answer.Status, answer.Body["statusCode"]!.GetValue<int>()));
        Assert.Contains(message, answer["message"], StringComparison.Ordinal);
        Assert.Null(answer.Body["access_token"]);
    }
}
