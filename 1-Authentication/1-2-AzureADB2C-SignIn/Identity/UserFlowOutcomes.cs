using AzureADB2CSignIn.Models;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace AzureADB2CSignIn.Identity;

/// <summary>
/// Decides where a user goes on after a policy. B2C reports a change of mind as an error, and neither a canceled policy
/// nor a forgotten password is one: the session stays as it is.
/// </summary>
public static class UserFlowOutcomes
{
    /// <summary>The cookie that selects the notice on the next page, see Views/Shared/_Notice.cshtml.</summary>
    public const string NoticeCookie = "__Host-AzureADB2CSignIn-Notice";

    /// <summary>The notice after a policy that the user canceled.</summary>
    public const string Canceled = "canceled";

    /// <summary>The notice after a new password.</summary>
    public const string PasswordReset = "password-reset";

    /// <summary>Adds the outcomes to the events of the OpenID Connect handler, after those that are there.</summary>
    public static IServiceCollection AddUserFlowOutcomes(this IServiceCollection services)
    {
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<UserFlows, PolicyRuns>((options, flows, runs) =>
            {
                var ticketReceived = options.Events.OnTicketReceived;
                options.Events.OnTicketReceived = async context =>
                {
                    // Read first, because UserFlowRequests forgets it.
                    var policy = context.Properties.AskedPolicy() ?? flows.SignUpSignIn;
                    await ticketReceived(context);
                    if (policy is null)
                    {
                        return;
                    }

                    runs.Add(context.Properties.SessionId()!, policy, context.Principal!.Claims);
                    if (UserFlows.AreSame(policy, flows.ResetPassword))
                    {
                        Announce(context.Response, PasswordReset);
                    }
                };

                var failed = options.Events.OnRemoteFailure;
                options.Events.OnRemoteFailure = async context =>
                {
                    // Prepares the error page. What follows takes its place.
                    await failed(context);
                    if (HasCanceled(context, flows))
                    {
                        GoBackAfterCancel(context);
                    }
                    else if (HasForgottenPassword(context, flows))
                    {
                        StartPasswordReset(context, flows.ResetPassword!);
                    }
                    else
                    {
                        RefreshUnknownKeys(context, flows);
                    }
                };
            });
        return services;
    }

    private static bool HasCanceled(RemoteFailureContext context, UserFlows flows) =>
        // The code of External ID is that of Microsoft Entra ID.
        HasCode(context, flows.SignUpSignIn is null ? "AADSTS65004" : "AADB2C90091");

    // A sign-in flow without its own password reset leaves the reset to the app. The reset policy itself never does.
    private static bool HasForgottenPassword(RemoteFailureContext context, UserFlows flows) =>
        HasCode(context, "AADB2C90118")
        && flows.ResetPassword is not null
        && !UserFlows.AreSame(context.Properties.AskedPolicy(), flows.ResetPassword);

    private static bool HasCode(RemoteFailureContext context, string code) =>
        context.Failure is OpenIdConnectProtocolException error
        && error.Message.Contains(code, StringComparison.Ordinal);

    // The page that had the link needs a session, or it would send the user straight back to the sign-in.
    private static void GoBackAfterCancel(RemoteFailureContext context)
    {
        Announce(context.Response, Canceled);
        context.Response.Redirect(context.Properties.AccountAtStart() is null
            ? $"{context.Request.PathBase}/"
            : SignInChecks.LocalAddressOrHome(context.Properties?.RedirectUri));
        context.HandleResponse();
    }

    // The browser goes to a link of this app first, and not straight to the policy, because it sends the session cookie
    // with that link. It does not send the cookie with the answer of the provider.
    private static void StartPasswordReset(RemoteFailureContext context, string policy)
    {
        var query = QueryString.Create(new Dictionary<string, string?>
        {
            ["policy"] = policy,
            ["redirectUri"] = SignInChecks.LocalAddressOrHome(context.Properties?.RedirectUri),
        });
        context.Response.Redirect($"{context.Request.PathBase}/MicrosoftIdentity/Account/Challenge{query}");
        context.HandleResponse();
    }

    // A provider changes its keys from time to time. The handler asks again for those of the sign-in policy only.
    private static void RefreshUnknownKeys(RemoteFailureContext context, UserFlows flows)
    {
        if (context.Failure is SecurityTokenSignatureKeyNotFoundException
            && context.Properties.AskedPolicy() is { } policy)
        {
            flows.RequestRefresh(policy);
        }
    }

    private static void Announce(HttpResponse response, string notice) =>
        response.Cookies.Append(NoticeCookie, notice, new CookieOptions
        {
            Secure = true,
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            MaxAge = TimeSpan.FromMinutes(1),
        });
}
