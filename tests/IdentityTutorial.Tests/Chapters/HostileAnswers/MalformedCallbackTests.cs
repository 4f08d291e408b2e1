using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>Requests to the callback address that no provider would send. Anybody can send them.</summary>
/// <inheritdoc />
public abstract class MalformedCallbackTests<TMarker>(HostileStage<TMarker> shared) : HostileAnswerTests<TMarker>(shared)
    where TMarker : class
{
    [Theory]
    [MemberData(nameof(MalformedPost.Cases), MemberType = typeof(MalformedPost))]
    public async Task A_post_that_is_no_answer_is_refused_with_a_page(string kind)
    {
        using var content = MalformedPost.Make(kind);

        await SendAndBeRefusedAsync(HttpMethod.Post, "/signin-oidc", content);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("?code=x")]
    [InlineData("?code=x&state=y")]
    [InlineData("?code=x&code=y&state=z&state=z")]
    [InlineData("?state=%00%ff")]
    [InlineData("?error=access_denied")]
    [InlineData("?error=server_error&error_description=AADSTS90033&state=x")]
    [InlineData("?access_token=x&state=y")]
    [InlineData("?code[]=x&state[]=y")]
    [InlineData("/extra?code=x")]
    public async Task A_get_that_is_no_answer_is_refused_with_a_page(string query) =>
        await SendAndBeRefusedAsync(HttpMethod.Get, "/signin-oidc" + query);

    [Fact]
    public async Task A_query_as_long_as_a_server_takes_is_refused_with_a_page() =>
        await SendAndBeRefusedAsync(HttpMethod.Get, "/signin-oidc?code=x&state=" + new string('A', 7_900));

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("MADEUP")]
    public async Task Another_method_is_refused_with_a_page(string method) =>
        await SendAndBeRefusedAsync(new HttpMethod(method), "/signin-oidc?code=x&state=y");

    [Theory]
    [InlineData("code", true)]
    [InlineData("code", false)]
    [InlineData("state", true)]
    [InlineData("state", false)]
    public async Task A_parameter_that_comes_twice_never_signs_in_somebody_else(string name, bool injectedFirst)
    {
        var fields = FieldsOf(await ReachCallbackAsync());
        var injected = FieldsOf(await ReachCallbackAsync(Stage.NewBrowser(), Cast.OtherAccount));
        KeyValuePair<string, string>[] both = [new(name, injected[name]), new(name, fields[name])];
        fields.Remove(name);

        // The library takes the first value; what must not happen is that one check reads the first and another the second.
        var page = await DeliverAsync([.. fields, .. injectedFirst ? both : both.Reverse()]);

        if (injectedFirst)
        {
            await ShouldBeRefusedAsync(page);
        }
        else
        {
            Assert.Contains(Cast.Account, await WhoIsSignedInAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_code_of_100_000_letters_signs_nobody_in()
    {
        var fields = FieldsOf(await ReachCallbackAsync());
        fields["code"] = new string('A', 100_000);

        await ShouldBeRefusedAsync(await DeliverAsync(fields));
    }

    [Fact]
    public async Task A_form_above_the_servers_limit_is_refused_with_a_page()
    {
        await using var chapter = new ChapterFactory<TMarker>(Stage.Network); // over a socket: the test server knows no limits
        chapter.UseKestrel(0);
        chapter.StartServer();
        var address = chapter.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        using var form = new FormUrlEncodedContent([new("state", new string('A', 200_000))]);

        using var answer = await client.PostAsync("/signin-oidc", form, TestContext.Current.CancellationToken);

        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Contains("How to fix it", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private async Task SendAndBeRefusedAsync(HttpMethod method, string address, HttpContent? content = null)
    {
        using var client = Stage.Chapter.CreateClient(new() { BaseAddress = Stage.Chapter.Address, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(method, address) { Content = content };
        var cancellationToken = TestContext.Current.CancellationToken;
        var (exchange, response) = await Exchange.RecordAsync(request, () => client.SendAsync(request, cancellationToken), cancellationToken);
        response.Dispose();

        ShouldExplainItself(new Page(exchange));
        Assert.InRange((int)exchange.Status, 400, 499);
        Assert.False(exchange.ResponseHeaders.TryGetValue("Set-Cookie", out var cookies), $"It set {cookies?[0]}.");
    }
}
