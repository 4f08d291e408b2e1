using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Sandbox.Customers;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Wire;

namespace Sandbox.Social;

/// <summary>
/// Signs a customer in at a social provider: the client's side. <see cref="Start"/> leaves for the provider; the provider answers to
/// <see cref="CallbackPath"/>, which checks the answer, redeems the code and sends the person to the return path; there <see cref="Finish"/> tells who it is.
/// </summary>
internal sealed class SocialSignIn(PretendProvider provider, TimeProvider time) : IForgottenByReset
{
    /// <summary>How long the whole detour may take.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    // In requests, which are all of about the same size.
    private readonly UnderWay<SocialRequest> _requests = new(time, Lifetime, maxSize: 10_000);

    /// <summary>The redirect URI that is registered at a provider.</summary>
    public static string CallbackPath(string provider) => $"/social/callback/{provider}";

    /// <summary>Sends the person to a provider.</summary>
    /// <param name="context">The request.</param>
    /// <param name="providerName">One of <see cref="SocialProvider.All"/>, by name.</param>
    /// <param name="interactionId">The waiting sign-in; <see cref="Finish"/> asks for it again.</param>
    /// <param name="returnPath">Where in the sandbox the person goes on; it begins with one slash.</param>
    /// <exception cref="ProtocolException">There is no such provider.</exception>
    public IResult Start(HttpContext context, string providerName, string interactionId, string returnPath)
    {
        if (!returnPath.StartsWith('/') || returnPath.StartsWith("//", StringComparison.Ordinal) || returnPath.StartsWith("/\\", StringComparison.Ordinal))
        {
            throw new ArgumentException("The return path must lead to a page of the sandbox.", nameof(returnPath));
        }

        var known = SocialProvider.Find(providerName) ?? throw new ProtocolException(SocialErrors.UnknownProvider(providerName));
        var state = Secrets.Create();
        var hash = HashOf(state);
        _requests.Add(hash, new SocialRequest
        {
            StateHash = hash,
            BrowserHash = SocialCookie.ReadOrWrite(context),
            Provider = known.Name,
            InteractionId = interactionId,
            ReturnPath = returnPath,
        }, size: 1);
        return RedirectTo(context, QueryHelpers.AddQueryString($"/social/{known.Name}/authorize", new Dictionary<string, string?>
        {
            ["client_id"] = PretendProvider.ClientId,
            ["redirect_uri"] = RedirectUri(context, known.Name),
            ["response_type"] = "code",
            ["scope"] = known.VouchesForEmail ? "openid profile email" : "read:user user:email",
            ["state"] = state,
        }));
    }

    /// <summary>Takes the provider's answer.</summary>
    /// <exception cref="ProtocolException">The answer is forged, was used before, came too late, or is another browser's.</exception>
    public async Task<IResult> AnswerAsync(HttpContext context, string providerName)
    {
        var parameters = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        parameters.RejectDuplicates();
        var notes = context.Features.Get<ExchangeNotes>();
        var request = Find(context, providerName, parameters["state"]);
        notes?.Note("state belongs to this browser's sign-in", passed: true);
        SocialIdentity? identity = null;
        if (parameters["error"] is null)
        {
            identity = provider.Redeem(request.Provider, parameters["code"], RedirectUri(context, request.Provider))
                ?? throw new ProtocolException(SocialErrors.BadCode());
            notes?.Note("the provider accepts the code", passed: true, "redeemed inside this process");
        }

        var now = time.GetUtcNow();
        var change = _requests.Change(request.StateHash, each => each.AnsweredAt is null ? each with { AnsweredAt = now, Identity = identity } : each);
        return change is ({ AnsweredAt: null }, _)
            ? RedirectTo(context, request.ReturnPath)
            : throw new ProtocolException(SocialErrors.Replayed());
    }

    /// <summary>Tells the waiting sign-in who came back. The answer is used up by that.</summary>
    /// <returns><see langword="null"/> when the person cancelled at the provider.</returns>
    /// <exception cref="ProtocolException">No answer for this sign-in has arrived in this browser, or it was used before, or came too late.</exception>
    public SocialIdentity? Finish(HttpContext context, string interactionId)
    {
        var browser = SocialCookie.Read(context.Request);
        var answered = _requests.FindAll(each => each.InteractionId == interactionId && each.AnsweredAt is not null && IsOf(browser, each))
            .OrderByDescending(each => each.Value.AnsweredAt).ThenBy(each => each.Value.IsFinished).ToList();
        var request = Check(answered is [var newest, ..] ? newest : null);
        return _requests.Change(request.StateHash, each => each with { IsFinished = true }) is ({ IsFinished: false }, _)
            ? request.Identity
            : throw new ProtocolException(SocialErrors.Replayed());
    }

    /// <summary>Redirects without <see cref="Results.Redirect"/>, which writes the address to the log, state and all.</summary>
    public static IResult RedirectTo(HttpContext context, string address)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(address);
        return Results.Empty;
    }

    /// <inheritdoc />
    public void Forget() => _requests.Clear();

    private SocialRequest Find(HttpContext context, string providerName, string? state)
    {
        var found = _requests.Find(HashOf(state ?? ""));
        var isTheirs = found is var (request, _) && IsOf(SocialCookie.Read(context.Request), request) && request.Provider == providerName;
        return Check(isTheirs ? found : null) is { AnsweredAt: null } waiting ? waiting : throw new ProtocolException(SocialErrors.Replayed());
    }

    private static SocialRequest Check((SocialRequest Request, bool HasExpired)? found) => found switch
    {
        null => throw new ProtocolException(SocialErrors.UnknownState()),
        (_, true) => throw new ProtocolException(SocialErrors.Expired()),
        var (request, _) => request,
    };

    private static bool IsOf(byte[]? browser, SocialRequest request) =>
        browser is not null && CryptographicOperations.FixedTimeEquals(request.BrowserHash, browser);

    private static string HashOf(string state) => Convert.ToBase64String(Secrets.Hash(state));

    private static string RedirectUri(HttpContext context, string provider) => Authority.Of(context.Request).Base + CallbackPath(provider);
}
