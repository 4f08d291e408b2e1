namespace DeployToAppService;

/// <summary>What the OpenID Connect handler leaves to the app: refusals, a lean cookie, and pages instead of bare answers.</summary>
public static class SignInEvents
{
    private const string Asked = ".asked"; // in the protected state, which comes back with the answer

    public static void UseTutorialEvents(this OpenIdConnectOptions options)
    {
        var (redirect, validated) = (options.Events.OnRedirectToIdentityProvider, options.Events.OnTokenValidated);
        options.Events.OnRedirectToIdentityProvider = async context =>
        {
            if (!context.Request.IsHttps) // the provider would refuse the redirect URI, and the browser the cookies
                throw new InvalidOperationException("The request seems to be http.") { Data = { ["error"] = "scheme_mismatch" } };
            if (context.HttpContext.User.Identity is { IsAuthenticated: true } && context.Properties.GetParameter<ICollection<string>>("scope") is not null)
                context.Properties.SetString(Asked, "more"); // a permission more, of somebody who is signed in already
            await redirect(context);
            var metadata = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
            if (new[] { metadata.AuthorizationEndpoint, metadata.TokenEndpoint, metadata.EndSessionEndpoint }
                .All(endpoint => endpoint?.StartsWith("https://", StringComparison.Ordinal) is true))
                return;
            context.Options.ConfigurationManager.RequestRefresh(); // or it would stay in use for half a day
            throw new OpenIdConnectProtocolException("IDX20803: an endpoint is missing in the metadata, or not https: codes and secrets would travel in the open.");
        };
        options.Events.OnTokenValidated = async context =>
        {
            await validated(context);
            context.Options.ProtocolValidator.ValidateAuthenticationResponse(new() // nonce and sub: the handler leaves that to whoever redeems the code, here MSAL
            { ClientId = context.Options.ClientId, ValidatedIdToken = context.SecurityToken, Nonce = context.Nonce, ProtocolMessage = new() { IdToken = context.SecurityToken.RawData } });
            if (context.Result is null && FindFault(context) is { } fault)
                context.Fail(fault);
            else if (context.Principal?.Identity is ClaimsIdentity user) // the cookie would repeat the issuer with each claim: twice the size
                context.Principal = new(new ClaimsIdentity(user.Claims.Select(claim => new Claim(claim.Type, claim.Value)),
                    user.AuthenticationType, user.NameClaimType, user.RoleClaimType));
        };
        options.Events.OnTicketReceived = context => Task.FromResult(context.ReturnUri = LocalOrHome(context.ReturnUri));
        options.Events.OnSignedOutCallbackRedirect = context => // without it, an answer that lost its state is an empty page
            Task.FromResult(context.Properties ??= new() { RedirectUri = "/MicrosoftIdentity/Account/SignedOut" });
        options.Events.OnRemoteFailure = context => // without it, whoever fails to sign in gets an empty 500
        {
            CredentialRetry.TryAgainNextTime(context.HttpContext, context.Failure);
            if (context.Properties?.GetString(Asked) is not null && context.Failure is OpenIdConnectProtocolException { Message: var said } && said.Contains("AADSTS65004"))
            {
                context.Response.Redirect($"{context.Request.PathBase}/declined?back={Uri.EscapeDataString(LocalOrHome(context.Properties.RedirectUri))}");
                context.HandleResponse(); // the session stays as it is; only that one page stays shut
                return Task.CompletedTask;
            }
            context.HttpContext.Features.Set<IExceptionHandlerFeature>(new ExceptionHandlerFeature { Error = context.Failure!, Path = context.Request.Path });
            (context.Request.Path, context.Response.StatusCode) = ("/error", StatusCodes.Status502BadGateway); // unless that page knows better
            context.SkipHandler(); // on to the error page; the handler has removed the cookies of this attempt
            return Task.CompletedTask;
        };
    }

    /// <summary>ASCII, as a header has to be, and no way out to another site.</summary>
    public static string LocalOrHome(string? address) =>
        RedirectHttpResult.IsLocalUrl(address) ? UriHelper.Encode(new Uri(address!, UriKind.Relative)) : "/";

    private static SecurityTokenException? FindFault(TokenValidatedContext context)
    {
        var token = context.SecurityToken;
        var tenant = token.Claims.FirstOrDefault(claim => claim.Type is "tid")?.Value;
        var configured = new Uri(context.Options.Authority!).Segments[1].TrimEnd('/');
        // OpenID Connect Core 3.1.3.7 (6) lets a token that came over TLS go unsigned. Entra ID always signs, so always ask for it.
        if (string.IsNullOrEmpty(token.RawSignature))
            return new SecurityTokenInvalidSignatureException("IDX10504: the ID token has no signature.");
        if (!Guid.TryParse(tenant, out var tid) || !token.Issuer.Contains($"/{tenant}/") || (Guid.TryParse(configured, out var own) && own != tid))
            return new SecurityTokenInvalidIssuerException("IDX40001: the tenant in the ID token (tid) is not its issuer's, or not this app's.");
        return context.ProtocolMessage.Iss is { Length: > 0 } iss && iss != token.Issuer // RFC 9207: answers of two providers mixed up
            ? new SecurityTokenInvalidIssuerException("IDX10205: the answer and the ID token name different issuers.") : null;
    }
}
