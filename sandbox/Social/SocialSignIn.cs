using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Sandbox.Customers;
using Sandbox.EntraId;
using Sandbox.EntraId.Errors;
using Sandbox.Persistence;
using Sandbox.Wire;

namespace Sandbox.Social;

/// <summary>
/// Signs a customer in at a social provider: the client's side. <see cref="StartAsync"/> leaves for the provider; the provider answers to
/// <see cref="CallbackPath"/>, which checks the answer, redeems the code and sends the person to the return path; there <see cref="FinishAsync"/> tells who it is.
/// </summary>
internal sealed class SocialSignIn(IDbContextFactory<SandboxDbContext> contexts, PretendProvider provider, TimeProvider time)
{
    /// <summary>How long the whole detour may take.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>The redirect URI that is registered at a provider.</summary>
    public static string CallbackPath(string provider) => $"/social/callback/{provider}";

    /// <summary>Sends the person to a provider.</summary>
    /// <param name="context">The request.</param>
    /// <param name="providerName">One of <see cref="SocialProvider.All"/>, by name.</param>
    /// <param name="interactionId">The waiting sign-in; <see cref="FinishAsync"/> asks for it again.</param>
    /// <param name="returnPath">Where in the sandbox the person goes on; it begins with one slash.</param>
    /// <exception cref="ProtocolException">There is no such provider.</exception>
    public async Task<IResult> StartAsync(HttpContext context, string providerName, string interactionId, string returnPath)
    {
        if (!returnPath.StartsWith('/') || returnPath.StartsWith("//", StringComparison.Ordinal) || returnPath.StartsWith("/\\", StringComparison.Ordinal))
        {
            throw new ArgumentException("The return path must lead to a page of the sandbox.", nameof(returnPath));
        }

        var known = SocialProvider.Find(providerName) ?? throw new ProtocolException(SocialErrors.UnknownProvider(providerName));
        var state = Secrets.Create();
        await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
        db.Add(new SocialRequest
        {
            StateHash = Secrets.Hash(state),
            BrowserHash = SocialCookie.ReadOrWrite(context),
            Provider = known.Name,
            InteractionId = interactionId,
            ReturnPath = returnPath,
            ExpiresAt = time.GetUtcNow() + Lifetime,
        });
        await db.SaveChangesAsync(context.RequestAborted);
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
        var request = await FindAsync(context, providerName, parameters["state"]);
        notes?.Note("state belongs to this browser's sign-in", passed: true);
        SocialIdentity? identity = null;
        if (parameters["error"] is null)
        {
            identity = await provider.RedeemAsync(request.Provider, parameters["code"], RedirectUri(context, request.Provider), context.RequestAborted)
                ?? throw new ProtocolException(SocialErrors.BadCode());
            notes?.Note("the provider accepts the code", passed: true, "redeemed inside this process");
        }

        var (now, json) = (time.GetUtcNow(), identity is null ? null : JsonSerializer.Serialize(identity));
        await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
        return await db.Set<SocialRequest>().Where(row => row.StateHash == request.StateHash && row.AnsweredAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AnsweredAt, now).SetProperty(row => row.Identity, json), context.RequestAborted) == 1
                ? RedirectTo(context, request.ReturnPath)
                : throw new ProtocolException(SocialErrors.Replayed());
    }

    /// <summary>Tells the waiting sign-in who came back. The answer is used up by that.</summary>
    /// <returns><see langword="null"/> when the person cancelled at the provider.</returns>
    /// <exception cref="ProtocolException">No answer for this sign-in has arrived in this browser, or it was used before, or came too late.</exception>
    public async Task<SocialIdentity?> FinishAsync(HttpContext context, string interactionId)
    {
        var (browser, now) = (SocialCookie.Read(context.Request), time.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
        var request = browser is null ? null : await db.Set<SocialRequest>().AsNoTracking()
            .Where(row => row.InteractionId == interactionId && row.BrowserHash == browser && row.AnsweredAt != null)
            .OrderByDescending(row => row.AnsweredAt).ThenBy(row => row.FinishedAt != null).FirstOrDefaultAsync(context.RequestAborted);
        Check(request, now);
        if (request!.FinishedAt is not null || await db.Set<SocialRequest>().Where(row => row.StateHash == request.StateHash && row.FinishedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.FinishedAt, now), context.RequestAborted) == 0)
        {
            throw new ProtocolException(SocialErrors.Replayed());
        }

        return request.Identity is { } json ? JsonSerializer.Deserialize<SocialIdentity>(json) : null;
    }

    /// <summary>Redirects without <see cref="Results.Redirect"/>, which writes the address to the log, state and all.</summary>
    public static IResult RedirectTo(HttpContext context, string address)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(address);
        return Results.Empty;
    }

    private async Task<SocialRequest> FindAsync(HttpContext context, string providerName, string? state)
    {
        var (hash, browser) = (Secrets.Hash(state ?? ""), SocialCookie.Read(context.Request));
        await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
        var request = browser is null ? null : await db.Set<SocialRequest>().AsNoTracking()
            .FirstOrDefaultAsync(row => row.StateHash == hash && row.BrowserHash == browser && row.Provider == providerName, context.RequestAborted);
        Check(request, time.GetUtcNow());
        return request is { AnsweredAt: null } ? request : throw new ProtocolException(SocialErrors.Replayed());
    }

    private static void Check(SocialRequest? request, DateTimeOffset now)
    {
        if (request is null)
        {
            throw new ProtocolException(SocialErrors.UnknownState());
        }

        if (request.ExpiresAt <= now)
        {
            throw new ProtocolException(SocialErrors.Expired());
        }
    }

    private static string RedirectUri(HttpContext context, string provider) => Authority.Of(context.Request).Base + CallbackPath(provider);
}
