using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace AzureADB2CSignIn.Identity;

/// <summary>
/// Sends the browser to the policy that a link asks for, and the code back to the same policy. Each policy has its own
/// authorization endpoint and token endpoint.
/// </summary>
public static class UserFlowRequests
{
    // The names of what a request remembers until its answer arrives. It travels as the parameter "state", encrypted.
    private const string PolicyKey = "flow.policy";
    private const string AccountKey = "flow.account";
    private const string SessionKey = "session.id";

    // Microsoft.Identity.Web passes the parameter "policy" of /MicrosoftIdentity/Account/Challenge on by this name.
    private const string RequestedPolicyKey = "policy";

    /// <summary>Adds the requests to the events of the OpenID Connect handler, after those that are there.</summary>
    public static IServiceCollection AddUserFlowRequests(this IServiceCollection services)
    {
        services.AddSingleton<UserFlows>();
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<UserFlows>((options, flows) =>
            {
                // The handler knows the keys of the sign-in policy. It reads these as well for each token.
                options.TokenValidationParameters.IssuerSigningKeys = flows.SigningKeys;

                if (flows.SignUpSignIn is not null)
                {
                    // B2C issues an access token only for a scope of an API. The handler rejects an answer without one
                    // (IDX21336), so the app asks for a token to itself and makes no use of it.
                    options.Scope.Add(options.ClientId!);
                }

                var redirect = options.Events.OnRedirectToIdentityProvider;
                options.Events.OnRedirectToIdentityProvider = async context =>
                {
                    var policy = context.Properties.GetString(RequestedPolicyKey);
                    if (!string.IsNullOrEmpty(policy) && !flows.Contains(policy))
                    {
                        Reject(context, new SignInProblemException("unknown_policy", "This app has no such policy."));
                        return;
                    }

                    await RememberAsync(context, policy);
                    var editsProfile = !string.IsNullOrEmpty(policy) && UserFlows.AreSame(policy, flows.EditProfile);
                    if (editsProfile && context.Properties.AccountAtStart() is null)
                    {
                        StartWithSignIn(context, policy!);
                        return;
                    }

                    await redirect(context);
                    await AskPolicyAsync(context, flows);
                };

                var codeReceived = options.Events.OnAuthorizationCodeReceived;
                options.Events.OnAuthorizationCodeReceived = async context =>
                {
                    await SendCodeToItsPolicyAsync(context, flows);

                    // After EnableTokenAcquisitionToCallDownstreamApi, MSAL redeems the code, and takes the policy from
                    // this claim. The handler would take a user for one whose token it has checked, so it sees none.
                    var user = context.Principal;
                    context.Principal = UserWithPolicy(context.Properties.AskedPolicy());
                    await codeReceived(context);
                    context.Principal = user;
                };

                var ticketReceived = options.Events.OnTicketReceived;
                options.Events.OnTicketReceived = async context =>
                {
                    await ticketReceived(context);
                    Forget(context.Properties!);
                };
            });
        return services;
    }

    /// <summary>The policy that the request asked for; null for a plain sign-in.</summary>
    public static string? AskedPolicy(this AuthenticationProperties? properties) => properties?.GetString(PolicyKey);

    /// <summary>The subject of the user who was signed in when the request began; null if there was none.</summary>
    public static string? AccountAtStart(this AuthenticationProperties? properties) =>
        properties?.GetString(AccountKey);

    /// <summary>The ID of the session, which is the same until the user signs out or the session ends.</summary>
    public static string? SessionId(this AuthenticationProperties? properties) => properties?.GetString(SessionKey);

    // Attack: a link names a policy of the tenant that this app does not run, or a path that leads out of the policy.
    // Anyone can write such a link, so the answer is a page and not an exception, which would fill the log.
    private static void Reject(RedirectContext context, SignInProblemException problem)
    {
        context.HttpContext.Features.Set(new SignInFailure(problem));

        // Removes the cookies of the request that is not sent. UseStatusCodePagesWithReExecute shows the page.
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.HandleResponse();
    }

    // Attack: the sign-in policy asks for a second factor, and the profile policy does not. Someone who has only the
    // password follows a link to the profile policy, and its ID token begins a session.
    private static void StartWithSignIn(RedirectContext context, string policy)
    {
        var challenge = "/MicrosoftIdentity/Account/Challenge" + QueryString.Create(new Dictionary<string, string?>
        {
            ["policy"] = policy,
            ["redirectUri"] = SignInChecks.LocalAddressOrHome(context.Properties.RedirectUri),
        });

        // Removes the cookies of the request that is not sent.
        context.Response.Clear();
        context.Response.Redirect(context.Request.PathBase + "/MicrosoftIdentity/Account/SignIn"
            + QueryString.Create("redirectUri", context.Request.PathBase + challenge));
        context.HandleResponse();
    }

    // The provider's page posts the answer, and browsers send no session cookie with a form of another site. So the
    // request has to remember whose session it belongs to.
    private static async Task RememberAsync(RedirectContext context, string? policy)
    {
        var session = await context.HttpContext.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        context.Properties.SetString(PolicyKey, string.IsNullOrEmpty(policy) ? null : policy);
        context.Properties.SetString(AccountKey, session.Principal?.FindFirst("sub")?.Value);
        context.Properties.SetString(SessionKey, session.Properties.SessionId() ?? Guid.NewGuid().ToString("N"));
    }

    private static async Task AskPolicyAsync(RedirectContext context, UserFlows flows)
    {
        var policy = context.Properties.AskedPolicy();
        if (policy is null || UserFlows.AreSame(policy, flows.SignUpSignIn))
        {
            return;
        }

        var metadata = await flows.ReadMetadataAsync(policy, context.Options, context.HttpContext.RequestAborted);
        context.ProtocolMessage.IssuerAddress = metadata.AuthorizationEndpoint;

        // Microsoft.Identity.Web asks other policies for an ID token from the authorization endpoint as well. That is
        // the implicit grant, which the app registration does not allow (AADB2C90057).
        context.ProtocolMessage.ResponseType = OpenIdConnectResponseType.Code;
    }

    // The token endpoint of another policy rejects the code (AADB2C90088).
    private static async Task SendCodeToItsPolicyAsync(AuthorizationCodeReceivedContext context, UserFlows flows)
    {
        if (context.Properties.AskedPolicy() is { } policy)
        {
            var metadata = await flows.ReadMetadataAsync(policy, context.Options, context.HttpContext.RequestAborted);
            context.TokenEndpointRequest!.TokenEndpoint = metadata.TokenEndpoint;
        }
    }

    private static ClaimsPrincipal UserWithPolicy(string? policy) =>
        new(new ClaimsIdentity(policy is null ? [] : [new Claim("tfp", policy)]));

    // The handler keeps the properties of the request in the session cookie. The app needs only the session's ID there.
    private static void Forget(AuthenticationProperties properties)
    {
        foreach (var key in new[] { PolicyKey, AccountKey, RequestedPolicyKey })
        {
            properties.Items.Remove(key);
        }
    }
}
