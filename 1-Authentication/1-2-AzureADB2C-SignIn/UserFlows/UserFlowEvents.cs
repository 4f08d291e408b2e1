namespace AzureADB2CSignIn;

/// <summary>What it takes to run more policies than one, on top of SignInEvents: codes, refusals, and changes of mind that end well.</summary>
public static class UserFlowEvents
{
    public const string NoticeCookie = "__Host-Notice";
    private const string Asked = ".user_flow", Person = ".person"; // in the protected state, which comes back with the answer

    public static void UseUserFlows(this OpenIdConnectOptions options, UserFlows flows, PolicyRuns runs)
    {
        var events = options.Events;
        var (redirect, validated, ticket, failure) = (events.OnRedirectToIdentityProvider, events.OnTokenValidated, events.OnTicketReceived, events.OnRemoteFailure);
        options.TokenValidationParameters.IssuerSigningKeys = flows.Keys;
        options.ClaimActions.Remove("acr"); // the name of a custom policy, as tfp is that of a user flow
        if (flows.SignUpSignIn is not null)
            options.Scope.Add(options.ClientId!); // B2C sends an access token only for a scope of an API, and IdentityModel wants one (IDX21336)

        events.OnRedirectToIdentityProvider = async context =>
        {
            var policy = context.Properties.GetString("policy") is { Length: > 0 } name ? name : null; // of Account/Challenge, so of anybody's query
            if (policy is not null && !flows.Contains(policy))
                throw Refusal("unknown_policy", "The policy is not among those of this app.");
            context.Properties.SetString(Asked, policy);
            context.Properties.SetString(Person, context.HttpContext.User.FindFirst("sub")?.Value); // known now; browsers keep the session cookie from a form that another site posts
            await redirect(context); // goes to the policy's address, but asks for an ID token from there: implicit grant (AADB2C90057)
            if (policy is null || UserFlows.Same(policy, flows.SignUpSignIn))
                return;
            context.ProtocolMessage.IssuerAddress = (await flows.ReadMetadataAsync(policy, context.Options, context.HttpContext.RequestAborted)).AuthorizationEndpoint;
            context.ProtocolMessage.ResponseType = OpenIdConnectResponseType.Code;
        };
        events.OnAuthorizationCodeReceived = async context =>
        {
            if (context.Properties!.GetString(Asked) is { } policy) // at the token endpoint of another policy, the code is refused: AADB2C90088
                context.TokenEndpointRequest!.TokenEndpoint = (await flows.ReadMetadataAsync(policy, context.Options, context.HttpContext.RequestAborted)).TokenEndpoint;
        };
        events.OnTokenValidated = async context =>
        {
            await validated(context);
            if (context.Result is null && FindFault(context, flows) is { } fault)
                context.Fail(fault);
        };
        events.OnTicketReceived = async context =>
        {
            if ((context.Properties!.GetString(Asked) ?? flows.SignUpSignIn) is { } policy)
                runs.Keep(context.Principal!, policy);
            Array.ForEach([Asked, Person, "policy"], key => context.Properties.SetString(key, null)); // or they stay in the session cookie
            await ticket(context);
        };
        events.OnRemoteFailure = context =>
        {
            var (said, asked) = (context.Failure is OpenIdConnectProtocolException error ? error.Message : "", context.Properties?.GetString(Asked));
            var (back, cancelled) = (SignInEvents.LocalOrHome(context.Properties?.RedirectUri), said.Contains("AADB2C90091") || (flows.SignUpSignIn is null && said.Contains("AADSTS65004")));
            if (context.Failure is SecurityTokenSignatureKeyNotFoundException && asked is not null)
                flows.RequestRefresh(asked); // its keys may have been rotated; the handler asks for those of the usual policy only
            if (cancelled) // back to where the link was, but not to a page that would only ask to sign in again
                context.Response.Cookies.Append(NoticeCookie, "cancelled", new() { Secure = true, HttpOnly = true, MaxAge = TimeSpan.FromMinutes(1) });
            else if (said.Contains("AADB2C90118") && flows.ResetPassword is { } reset && !UserFlows.Same(asked, reset)) // no loop
                back = $"/MicrosoftIdentity/Account/Challenge?policy={Uri.EscapeDataString(reset)}&redirectUri={Uri.EscapeDataString(back)}";
            else
                return failure(context); // the error page; the session, if there is one, stays as it is
            context.Response.Redirect(context.Request.PathBase + (cancelled && context.Properties?.GetString(Person) is null ? "/" : back));
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    private static OpenIdConnectProtocolException? FindFault(TokenValidatedContext context, UserFlows flows)
    {
        var (user, asked, person) = (context.Principal!, context.Properties!.GetString(Asked), context.Properties.GetString(Person));
        if (flows.SignUpSignIn is { } usual && !UserFlows.Same((user.FindFirst("tfp") ?? user.FindFirst("acr"))?.Value, asked ?? usual)) // all policies have the same issuer and audience
            return Refusal("another_policy", "The ID token is from another policy than the one that was asked for.");
        return asked is not null && person is not null && person != user.FindFirst("sub")?.Value // a plain sign-in may: that is how people change accounts
            ? Refusal("another_person", "The policy ended with another account than the one that is signed in.") : null;
    }

    private static OpenIdConnectProtocolException Refusal(string code, string message) => new(message) { Data = { ["error"] = code } };
}
