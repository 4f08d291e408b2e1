using System.Security.Claims;
using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>One silent acquisition for a user.</summary>
internal sealed class UserTokenRequest(
    AppRegistration app,
    IReadOnlyCollection<string> scopes,
    string? tenant,
    string? userFlow,
    ClaimsPrincipal? user,
    TokenAcquisitionOptions? options)
{
    /// <summary>The account id MSAL.NET files the user's tokens under; <see langword="null"/> for somebody who has none.</summary>
    public string? AccountId { get; } = user is null ? null : AccountIdOf(user, app, userFlow);

    public CancellationToken CancellationToken => options?.CancellationToken ?? default;

    public async Task<AuthenticationResult> ExecuteAsync(IConfidentialClientApplication application)
    {
        if (KnownAccount.TryCreate(AccountId) is { } known)
        {
            try
            {
                return await Silent(application, known).ExecuteAsync(CancellationToken).ConfigureAwait(false);
            }
            catch (MsalUiRequiredException exception) when (exception.ErrorCode == MsalError.NoTokensFoundError)
            {
                // Nothing in the cache, or an account without tokens: below MSAL.NET tells which.
            }
        }

        var account = AccountId is null ? null : await application.GetAccountAsync(AccountId).ConfigureAwait(false);
        return await Silent(application, account).ExecuteAsync(CancellationToken).ConfigureAwait(false);
    }

    private static string? AccountIdOf(ClaimsPrincipal user, AppRegistration app, string? userFlow) =>
        // In B2C a user has an account for each user flow.
        app.Options.IsB2C && !string.IsNullOrEmpty(userFlow)
            ? $"{user.GetNameIdentifierId()}-{userFlow}.{user.GetHomeTenantId()}"
            : user.GetMsalAccountId();

    private AcquireTokenSilentParameterBuilder Silent(IConfidentialClientApplication application, IAccount? account)
    {
        var builder = application.AcquireTokenSilent(Scopes.ForMsal(scopes), account);

        if (options is not null)
        {
            builder.WithForceRefresh(options.ForceRefresh).WithClaims(options.Claims);

            if (options.CorrelationId is { } correlationId)
            {
                builder.WithCorrelationId(correlationId);
            }
        }

        if (app.Options.IsB2C)
        {
            builder.WithB2CAuthority(MsalAuthority.OfUserFlow(app.Options, userFlow));
        }
        else if (!string.IsNullOrEmpty(tenant))
        {
            builder.WithTenantId(tenant);
        }

        return builder;
    }
}
