using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace AzureADB2CSignIn.Identity;

/// <summary>
/// Rejects ID tokens that are genuine, but answer another request: all policies of a tenant have the same issuer, the
/// same audience and, in most cases, the same keys.
/// </summary>
public static class UserFlowChecks
{
    /// <summary>Adds the checks to the events of the OpenID Connect handler, after the checks that are there.</summary>
    public static IServiceCollection AddUserFlowChecks(this IServiceCollection services)
    {
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<UserFlows>((options, flows) =>
            {
                var validated = options.Events.OnTokenValidated;
                options.Events.OnTokenValidated = async context =>
                {
                    await validated(context);
                    if (context.Result is null)
                    {
                        RejectTokenOfAnotherPolicy(context, flows);
                        RejectTokenOfAnotherAccount(context);
                    }
                };
            });
        return services;
    }

    /// <summary>
    /// Attack: a token of a policy that asks for less, such as one without a second factor, answers for a policy that
    /// asks for more.
    /// </summary>
    private static void RejectTokenOfAnotherPolicy(TokenValidatedContext context, UserFlows flows)
    {
        if (flows.SignUpSignIn is null)
        {
            return;
        }

        // A user flow names itself in "tfp" (trust framework policy), a custom policy in "acr".
        var policy = context.Principal!.FindFirst("tfp") ?? context.Principal.FindFirst("acr");
        var askedPolicy = context.Properties.AskedPolicy() ?? flows.SignUpSignIn;
        if (!UserFlows.AreSame(policy?.Value, askedPolicy))
        {
            context.Fail(new SignInProblemException("another_policy", "The ID token is from another policy."));
        }
    }

    /// <summary>
    /// Attack: a user starts to edit their profile, and another user of the same device signs in to the provider
    /// meanwhile. The answer would change the account of the session without a word. A plain sign-in may change the
    /// account.
    /// </summary>
    private static void RejectTokenOfAnotherAccount(TokenValidatedContext context)
    {
        var account = context.Properties.AccountAtStart();
        if (context.Properties.AskedPolicy() is not null
            && account is not null
            && account != context.Principal!.FindFirst("sub")?.Value)
        {
            context.Fail(new SignInProblemException("another_account", "The ID token is for another account."));
        }
    }
}
