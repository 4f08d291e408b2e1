using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Sandbox.Customers;
using Sandbox.EntraId;
using Sandbox.EntraId.Errors;
using Sandbox.Persistence;

namespace Sandbox.Social;

/// <summary>The pretend providers' own side: takes authorization requests (RFC 6749, section 4.1), hands out codes and redeems them.</summary>
internal sealed class PretendProvider(IDbContextFactory<SandboxDbContext> contexts, TimeProvider time)
{
    /// <summary>The one client that the providers know: the sandbox's customer tenants.</summary>
    public const string ClientId = "identity-sandbox";

    /// <summary>How long a code works.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(1);

    /// <summary>Begins a sign-in for a client.</summary>
    /// <returns>The name of the waiting request.</returns>
    /// <exception cref="ProtocolException">The client or its redirect URI is not registered, or <c>state</c> is missing.</exception>
    public async Task<string> BeginAsync(SocialProvider provider, RequestParameters parameters, Authority authority, CancellationToken cancellationToken)
    {
        parameters.RejectDuplicates();
        var redirectUri = parameters.Required("redirect_uri");
        if (parameters.Required("client_id") != ClientId || redirectUri != authority.Base + SocialSignIn.CallbackPath(provider.Name))
        {
            throw new ProtocolException(SocialErrors.RedirectUriNotRegistered(redirectUri));
        }

        var request = new ProviderSignIn
        {
            Id = Secrets.Create(),
            Provider = provider.Name,
            RedirectUri = redirectUri,
            State = parameters.Required("state"),
            ExpiresAt = time.GetUtcNow() + SocialSignIn.Lifetime,
        };
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Add(request);
        await db.SaveChangesAsync(cancellationToken);
        return request.Id;
    }

    /// <exception cref="ProtocolException">The request is over, too old, or was never there.</exception>
    public async Task<ProviderSignIn> GetAsync(SocialProvider provider, string id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var request = await db.Set<ProviderSignIn>().AsNoTracking().FirstOrDefaultAsync(each => each.Id == id && each.Provider == provider.Name, cancellationToken);
        return request switch
        {
            null => throw new ProtocolException(InteractionErrors.Unknown()),
            { AnsweredAt: not null } => throw new ProtocolException(InteractionErrors.Over()),
            _ when request.ExpiresAt <= time.GetUtcNow() => throw new ProtocolException(SocialErrors.Expired()),
            _ => request,
        };
    }

    /// <summary>Ends a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="account">Who the person is; <see langword="null"/> when they cancel.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The address of the answer.</returns>
    /// <exception cref="ProtocolException">It was over already.</exception>
    public async Task<string> AnswerAsync(ProviderSignIn request, PretendAccount? account, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (code, json, expires) = (Secrets.Create(), JsonSerializer.Serialize(account), now + CodeLifetime);
        var hash = account is null ? null : Secrets.Hash(code);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = await db.Set<ProviderSignIn>().Where(each => each.Id == request.Id && each.AnsweredAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.AnsweredAt, now).SetProperty(each => each.CodeHash, hash)
                .SetProperty(each => each.CodeExpiresAt, expires).SetProperty(each => each.Account, json), cancellationToken);
        return changed == 0
            ? throw new ProtocolException(InteractionErrors.Over())
            : QueryHelpers.AddQueryString(request.RedirectUri, new Dictionary<string, string?>
            {
                [account is null ? "error" : "code"] = account is null ? "access_denied" : code,
                ["state"] = request.State,
            });
    }

    /// <summary>Exchanges a code for what the provider knows about the person, once.</summary>
    /// <returns><see langword="null"/> when the code is not good.</returns>
    public async Task<SocialIdentity?> RedeemAsync(string providerName, string? code, string redirectUri, CancellationToken cancellationToken)
    {
        var (hash, now) = (Secrets.Hash(code ?? ""), time.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var redeemed = db.Set<ProviderSignIn>().Where(each => each.CodeHash == hash && each.Provider == providerName && each.RedirectUri == redirectUri);
        if (await redeemed.Where(each => each.RedeemedAt == null && each.CodeExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.RedeemedAt, now), cancellationToken) == 0)
        {
            return null;
        }

        var (json, provider) = (await redeemed.Select(each => each.Account).SingleAsync(cancellationToken), SocialProvider.Find(providerName)!);
        var account = JsonSerializer.Deserialize<PretendAccount>(json!)!;
        return new SocialIdentity(
            provider.Issuer, account.Subject, account.Email, provider.VouchesForEmail && account.Email is not null, account.DisplayName, account.GivenName, account.Surname);
    }
}
