using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.TokenCacheProviders;

namespace IdentityTutorial.Measure.TokenCacheHit;

/// <summary>One access token from a warm cache. With several users each call is for the next one.</summary>
public class WarmHits
{
    private const int WarmUpCalls = 10_000;

    private IConfidentialClientApplication _bare = null!;
    private IConfidentialClientApplication _serialized = null!;
    private WebApplication _app = null!;
    private AsyncServiceScope _request;
    private ITokenAcquisition _tokens = null!;
    private Person[] _people = [];
    private int _turn;

    [Params(1, 100)]
    public int Users { get; set; }

    [GlobalSetup]
    public async Task SignInAsync()
    {
        var provider = new FakeProvider();
        _bare = BareMsal.Create(provider);
        _people = [.. (await _bare.SignInAsync(Users)).Select(Person.Of)];

        _serialized = BareMsal.Create(provider).Serialized();
        await _serialized.SignInAsync(Users);

        _app = WebApp.Build(provider);
        var signIn = BareMsal.Create(provider);
        _app.Services.GetRequiredService<IMsalTokenCacheProvider>().Initialize(signIn.UserTokenCache);
        await signIn.SignInAsync(Users);
        _request = _app.Services.CreateAsyncScope();
        _tokens = _request.ServiceProvider.GetRequiredService<ITokenAcquisition>();

        // Every cache gets warm, and the runtime compiles the busy methods for good: the first benchmark must not pay for it.
        for (var call = 0; call < WarmUpCalls; call++)
        {
            await BareAsync();
            await SerializedAsync();
            await TokenAcquisitionAsync();
        }

        provider.Open = false;
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _request.DisposeAsync();
        await _app.DisposeAsync();
    }

    /// <summary>MSAL.NET alone, with its own cache and nothing to serialize: the least it can cost.</summary>
    [Benchmark(Baseline = true, Description = "bare MSAL.NET, own cache")]
    public Task<AuthenticationResult> BareAsync() => _bare.AcquireTokenSilent(BareMsal.Scopes, Next().Account).ExecuteAsync();

    [Benchmark(Description = "bare MSAL.NET, serialized per user")]
    public Task<AuthenticationResult> SerializedAsync() => _serialized.AcquireTokenSilent(BareMsal.Scopes, Next().Account).ExecuteAsync();

    [Benchmark(Description = "ITokenAcquisition")]
    public Task<AuthenticationResult> TokenAcquisitionAsync() => _tokens.GetAuthenticationResultForUserAsync(BareMsal.Scopes, user: Next().Claims);

    private Person Next() => _people[_turn++ % _people.Length];
}
