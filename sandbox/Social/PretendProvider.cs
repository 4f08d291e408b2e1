using Microsoft.AspNetCore.WebUtilities;
using Sandbox.Customers;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;

namespace Sandbox.Social;

/// <summary>The pretend providers' own side: takes authorization requests (RFC 6749, section 4.1), hands out codes and redeems them.</summary>
internal sealed class PretendProvider(TimeProvider time) : IForgottenByReset
{
    /// <summary>The one client that the providers know: the sandbox's customer tenants.</summary>
    public const string ClientId = "identity-sandbox";

    /// <summary>How long a code works.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(1);

    // In characters: some ten thousand requests, and as many codes.
    private readonly UnderWay<ProviderSignIn> _waiting = new(time, SocialSignIn.Lifetime, maxSize: 16_000_000);
    private readonly UnderWay<ProviderCode> _codes = new(time, CodeLifetime, maxSize: 16_000_000);

    /// <summary>Begins a sign-in for a client.</summary>
    /// <returns>The name of the waiting request.</returns>
    /// <exception cref="ProtocolException">The client or its redirect URI is not registered, or <c>state</c> is missing.</exception>
    public string Begin(SocialProvider provider, RequestParameters parameters, HttpContext context)
    {
        parameters.RejectDuplicates();
        var redirectUri = parameters.Required("redirect_uri");
        var registered = Authority.Of(context.Request).Base + SocialSignIn.CallbackPath(provider.Name);
        if (parameters.Required("client_id") != ClientId || redirectUri != registered)
        {
            throw new ProtocolException(SocialErrors.RedirectUriNotRegistered(redirectUri));
        }

        var request = new ProviderSignIn
        {
            Id = Secrets.Create(),
            Browser = BrowserMark.Of(context),
            Provider = provider.Name,
            RedirectUri = redirectUri,
            State = parameters.Required("state"),
        };
        _waiting.Add(request.Id, request, 256 + redirectUri.Length + request.State.Length);
        return request.Id;
    }

    /// <exception cref="ProtocolException">
    /// The request is over, too old, another browser's, or was never there.
    /// </exception>
    public ProviderSignIn Get(SocialProvider provider, string id, HttpContext context) => _waiting.Find(id) switch
    {
        null => throw new ProtocolException(PageErrors.Unknown()),
        var (request, _) when request.Provider != provider.Name => throw new ProtocolException(PageErrors.Unknown()),
        var (request, _) when !request.Browser.IsOn(context) => throw new ProtocolException(PageErrors.OtherBrowser()),
        ({ IsOver: true }, _) => throw new ProtocolException(PageErrors.Over()),
        (_, true) => throw new ProtocolException(SocialErrors.Expired()),
        var (request, _) => request,
    };

    /// <summary>Ends a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="account">Who the person is; <see langword="null"/> when they cancel.</param>
    /// <returns>The address of the answer.</returns>
    /// <exception cref="ProtocolException">It was over already.</exception>
    public string Answer(ProviderSignIn request, PretendAccount? account)
    {
        if (_waiting.Change(request.Id, each => each with { IsOver = true }) is not ({ IsOver: false }, _))
        {
            throw new ProtocolException(PageErrors.Over());
        }

        return QueryHelpers.AddQueryString(request.RedirectUri, new Dictionary<string, string?>
        {
            [account is null ? "error" : "code"] = account is null ? "access_denied" : NewCode(request, account),
            ["state"] = request.State,
        });
    }

    /// <summary>Exchanges a code for what the provider knows about the person, once.</summary>
    /// <returns><see langword="null"/> when the code is not good.</returns>
    public SocialIdentity? Redeem(string providerName, string? code, string redirectUri)
    {
        var hash = HashOf(code ?? "");
        if (_codes.Find(hash) is not (var found, false) || found.Provider != providerName || found.RedirectUri != redirectUri
            || _codes.Change(hash, each => each with { IsRedeemed = true }) is not ({ IsRedeemed: false }, _))
        {
            return null;
        }

        var (provider, account) = (SocialProvider.Find(providerName)!, found.Account);
        return new SocialIdentity(
            provider.Issuer, account.Subject, account.Email, provider.VouchesForEmail && account.Email is not null, account.DisplayName, account.GivenName, account.Surname);
    }

    /// <inheritdoc />
    public void Forget()
    {
        _waiting.Clear();
        _codes.Clear();
    }

    private static string HashOf(string code) => Convert.ToBase64String(Secrets.Hash(code));

    private string NewCode(ProviderSignIn request, PretendAccount account)
    {
        var code = Secrets.Create();
        _codes.Add(HashOf(code), new ProviderCode { Provider = request.Provider, RedirectUri = request.RedirectUri, Account = account }, 1024);
        return code;
    }
}
