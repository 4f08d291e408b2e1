using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using IdentityTutorial.Tests.TestKit.Rehearsal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace IdentityTutorial.Tests.Rehearsal;

/// <summary>The platform's identity endpoint fails in the ways it can, and the app says which, and recovers without a restart.</summary>
[Collection(DatabaseTests.Name)]
public sealed class ManagedIdentityTests(PostgreSqlStage postgreSql, RehearsalSandbox sandbox)
{
    private const string Exchange = "api://AzureADTokenExchange";
    private const string Database = "https://ossrdbms-aad.database.windows.net";

    public enum Fault
    {
        /// <summary>The platform says no.</summary>
        Refused,

        /// <summary>What it gives has expired.</summary>
        Expired,

        /// <summary>What it gives is for somebody else.</summary>
        WrongAudience,
    }

    [Theory]
    [InlineData(Fault.Refused, "IDW10109")]
    [InlineData(Fault.Expired, "AADSTS700024")]
    [InlineData(Fault.WrongAudience, "AADSTS700211")]
    public async Task A_fault_of_the_identity_is_named_and_passes_with_its_cause(Fault fault, string named)
    {
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var endpoint = await FaultyIdentityEndpoint.StartAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database, 1, ("IDENTITY_ENDPOINT", endpoint.Address));
        using var now = sandbox.NewClient();
        await using var past = sandbox.At(DateTimeOffset.UtcNow.AddHours(-13));
        using var then = past.CreateClient(new() { BaseAddress = sandbox.Address });
        endpoint.Answer = fault switch
        {
            Fault.Refused => context => RefuseAsync(context.Response),
            Fault.Expired => context => PassOnAsync(context, then, Exchange, TimeSpan.Zero),
            _ => context => PassOnAsync(context, now, Database, TimeSpan.Zero),
        };
        using var browser = stage.NewBrowser();

        var failed = await browser.SignInAsync();

        Assert.Contains(named, failed.Text, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.InternalServerError, failed.Status);
        Assert.DoesNotContain("eyJ", failed.Text, StringComparison.Ordinal);

        endpoint.Answer = context => PassOnAsync(context, now, Exchange, TimeSpan.Zero);
        Assert.Contains("Hello, Alice", (await browser.SignInAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_identity_is_waited_for()
    {
        await using var database = await postgreSql.NewDatabaseAsync();
        await using var endpoint = await FaultyIdentityEndpoint.StartAsync();
        await using var stage = await RehearsalStage.StartAsync(sandbox, database, 1, ("IDENTITY_ENDPOINT", endpoint.Address));
        using var now = sandbox.NewClient();
        endpoint.Answer = context => PassOnAsync(context, now, Exchange, TimeSpan.FromSeconds(4));
        using var browser = stage.NewBrowser();

        Assert.Contains("Hello, Alice", (await browser.SignInAsync()).Text, StringComparison.Ordinal);
    }

    internal static Task RefuseAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status403Forbidden;
        return response.WriteAsJsonAsync(new { statusCode = 403, message = "The identity of this app was taken away." });
    }

    /// <summary>Answers with the sandbox's answer to the same question about <paramref name="resource"/>, as something that is valid for a while.</summary>
    internal static async Task PassOnAsync(HttpContext context, HttpClient sandbox, string resource, TimeSpan after)
    {
        await Task.Delay(after, context.RequestAborted);
        using var question = new HttpRequestMessage(HttpMethod.Get, "/msi/token" + new QueryBuilder(context.Request.Query.ToDictionary(
            pair => pair.Key, pair => pair.Key == "resource" ? resource : pair.Value.ToString())));
        question.Headers.Add("X-IDENTITY-HEADER", context.Request.Headers["X-IDENTITY-HEADER"].ToString());
        using var answer = await sandbox.SendAsync(question, context.RequestAborted);
        var token = (await answer.Content.ReadFromJsonAsync<JsonObject>(context.RequestAborted))!;
        token["resource"] = context.Request.Query["resource"].ToString();
        token["expires_on"] = DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsJsonAsync(token);
    }
}
