using System.Net;
using System.Text.Json.Nodes;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>Metadata and keys that are missing, wrong or dangerous. Each test has a chapter that has not read any yet.</summary>
/// <inheritdoc />
public abstract class MetadataTests<TMarker>(HostileStage<TMarker> shared) : HostileAnswerTests<TMarker>(shared), IAsyncLifetime
    where TMarker : class
{
    private static readonly Uri _unprotected = new("http://localhost:7443");

    [Fact]
    public async Task Metadata_that_is_no_document_is_the_providers_failure() => await Table.ShouldHoldAsync(BrokenDocument.Names, async kind =>
    {
        using var odd = Stage.Backchannel.Answer(Endpoints.Metadata, HttpStatusCode.OK, BrokenDocument.Make(kind));

        var page = await Browser.OpenAsync("/Home/Token");

        ShouldBlameTheProvider(page);
        await ShouldBeRefusedAsync(page);
    });

    [Theory]
    [MemberData(nameof(BrokenDocument.Cases), MemberType = typeof(BrokenDocument))]
    public async Task Keys_that_are_no_document_are_the_providers_failure(string kind)
    {
        using var odd = Stage.Backchannel.Answer(Endpoints.Keys, HttpStatusCode.OK, BrokenDocument.Make(kind));

        await ShouldBeRefusedAsync(await TryToSignInAsync());
    }

    [Fact]
    public async Task Metadata_that_is_refused_is_the_providers_failure() => await Table.ShouldHoldAsync([400, 404, 429, 500, 503], async status =>
    {
        using var down = Stage.Backchannel.Answer(Endpoints.Metadata, (HttpStatusCode)status);

        var page = await Browser.OpenAsync("/Home/Token");

        ShouldBlameTheProvider(page);
        await ShouldBeRefusedAsync(page);
    });

    [Fact]
    public async Task Keys_that_do_not_come_in_time_are_the_providers_failure()
    {
        using var slow = Stage.Backchannel.TimeOut(Endpoints.Keys);

        var page = await Browser.OpenAsync("/Home/Token");

        Assert.Equal(HttpStatusCode.GatewayTimeout, page.Status);
        await ShouldBeRefusedAsync(page);
    }

    [Theory]
    [InlineData("authorization_endpoint", null)]
    [InlineData("authorization_endpoint", "")]
    [InlineData("authorization_endpoint", "/authorize")]
    [InlineData("authorization_endpoint", "javascript:alert(1)")]
    [InlineData("authorization_endpoint", "http:")]
    [InlineData("token_endpoint", null)]
    [InlineData("token_endpoint", "")]
    [InlineData("token_endpoint", "/token")]
    [InlineData("token_endpoint", "http:")]
    [InlineData("end_session_endpoint", null)]
    [InlineData("end_session_endpoint", "http:")]
    [InlineData("jwks_uri", null)]
    [InlineData("jwks_uri", "")]
    [InlineData("jwks_uri", "http:")]
    [InlineData("jwks_uri", "file:///etc/passwd")]
    [InlineData("issuer", null)]
    [InlineData("issuer", "")]
    [InlineData("issuer", "https://issuer.example/v2.0")]
    [InlineData("issuer", "https://localhost:7443/4bc0375f-82a2-4323-97e6-58c1af9fe9a9/v2.0")]
    public async Task Metadata_with_a_wrong_value_is_refused_before_anything_leaves_unprotected(string name, string? value)
    {
        Stage.Network.Register(_unprotected, () => Stage.Platform.Server.CreateHandler()); // it would work, were it asked
        using var changed = Stage.Backchannel.Rewrite(Endpoints.Metadata, body => With(body, name, value == "http:" ? Unprotected(body, name) : value));

        await ShouldBeRefusedAsync(await TryToSignInAsync());

        Assert.All(Browser.History.Concat(Stage.Backchannel.Exchanges), exchange => Assert.Equal(Uri.UriSchemeHttps, exchange.Address.Scheme));
    }

    [Theory]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":null}""")]
    [InlineData("{}")]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA"}]}""")]
    public async Task A_key_document_without_a_usable_key_signs_nobody_in(string keys)
    {
        using var without = Stage.Backchannel.Answer(Endpoints.Keys, HttpStatusCode.OK, keys);

        await ShouldBeRefusedAsync(await TryToSignInAsync());
    }

    [Fact]
    public async Task Metadata_that_was_wrong_once_is_read_again()
    {
        var reads = 0;
        using var wrongOnce = Stage.Backchannel.Rewrite(
            Endpoints.Metadata, body => Interlocked.Increment(ref reads) == 1 ? With(body, "token_endpoint", null) : body);

        ShouldBlameTheProvider(await Browser.OpenAsync("/Home/Token"));

        // The library reads it in the background, so that it is one of the next clicks that has it.
        await UntilAsync(async () => (await Browser.GetAsync("/Home/Token")).Location is not null);
        await Browser.SignInAsync();
        Assert.Contains(Cast.Account, await WhoIsSignedInAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_provider_is_back_the_next_click_signs_in()
    {
        using (Stage.Backchannel.Refuse(Endpoints.Metadata))
        {
            ShouldBlameTheProvider(await Browser.OpenAsync("/Home/Token"));
        }

        await Browser.SignInAsync();

        Assert.Contains(Cast.Account, await WhoIsSignedInAsync(), StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => await Stage.RestartChapterAsync();

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Goes as far as the chapter lets a person go.</summary>
    private async Task<Page> TryToSignInAsync() => await Browser.SignInAsync(start: "/Home/Token");

    private static string Unprotected(string body, string name) =>
        JsonNode.Parse(body)![name]!.GetValue<string>().Replace("https:", "http:", StringComparison.Ordinal);

    private static string With(string body, string name, string? value)
    {
        var document = JsonNode.Parse(body)!.AsObject();
        document.Remove(name);
        if (value is not null)
        {
            document[name] = value;
        }

        return document.ToJsonString();
    }
}
