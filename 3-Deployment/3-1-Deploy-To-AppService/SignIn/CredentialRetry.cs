namespace DeployToAppService;

/// <summary>A credential that could not be loaded once is passed over until the app restarts. A managed identity that is busy for a moment deserves better.</summary>
public static class CredentialRetry
{
    /// <summary>Watches for failures that controllers do not handle themselves.</summary>
    public static void UseCredentialRetry(this WebApplication app) => app.Use(async (context, next) =>
    {
        try { await next(context); }
        catch (Exception exception) when (TryAgainNextTime(context, exception)) { throw; }
    });

    /// <returns>Whether the failure was one of the app's credential. The next request then loads it anew.</returns>
    public static bool TryAgainNextTime(HttpContext context, Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (!failure.Message.Contains("IDW10109", StringComparison.Ordinal))
                continue;
            var options = context.RequestServices.GetRequiredService<IOptionsMonitor<MicrosoftIdentityOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);
            foreach (var credential in options.ClientCredentials ?? [])
                credential.Skip = false;
            return true;
        }
        return false;
    }
}
