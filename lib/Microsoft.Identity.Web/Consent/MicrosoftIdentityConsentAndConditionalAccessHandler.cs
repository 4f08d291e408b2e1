using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Identity.Web;

/// <summary>What <see cref="AuthorizeForScopesAttribute"/> does for an action, for code that catches the exception itself.</summary>
public class MicrosoftIdentityConsentAndConditionalAccessHandler
{
    private const string Challenge = "/MicrosoftIdentity/Account/Challenge";

    private readonly IHttpContextAccessor _accessor;
    private ClaimsPrincipal? _user;
    private string? _baseUri;

    /// <summary>Makes a handler for the current request.</summary>
    /// <param name="serviceProvider">The request's services.</param>
    public MicrosoftIdentityConsentAndConditionalAccessHandler(IServiceProvider serviceProvider) =>
        _accessor = serviceProvider.GetRequiredService<IHttpContextAccessor>();

    /// <summary>The user; the request's unless set.</summary>
    public ClaimsPrincipal User
    {
        get => _user ?? Context.User;
        set => _user = value;
    }

    /// <summary>The app's address; the request's unless set.</summary>
    public string? BaseUri
    {
        get => _baseUri ?? UriHelper.BuildAbsolute(Context.Request.Scheme, Context.Request.Host, Context.Request.PathBase).TrimEnd('/');
        set => _baseUri = value;
    }

    private HttpContext Context => _accessor.HttpContext ?? throw new InvalidOperationException("There is no current request to challenge.");

    /// <summary>Challenges when the exception is one that signing in again can solve, and throws it again otherwise.</summary>
    /// <param name="exception">What was caught.</param>
    public void HandleException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);

        var needed = exception as MicrosoftIdentityWebChallengeUserException ?? exception.InnerException as MicrosoftIdentityWebChallengeUserException;
        if (needed is null || !ChallengeProperties.CanHelp(needed.MsalUiRequiredException))
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        }

        ChallengeUser(needed!.Scopes, needed.MsalUiRequiredException.Claims, needed.Userflow);
    }

    /// <summary>Redirects to the UI package's challenge page, and from there to the identity provider and back to this page.</summary>
    /// <param name="scopes">The scopes to ask for.</param>
    /// <param name="claims">The claims to ask for, as JSON, such as those of an API's claims challenge.</param>
    /// <param name="userflow">B2C: the user flow to run.</param>
    public void ChallengeUser(string[]? scopes, string? claims = null, string? userflow = null)
    {
        var request = Context.Request;
        var page = UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, request.Path, request.QueryString);

        KeyValuePair<string, string?>[] parameters =
        [
            new("redirectUri", page),
            new("scope", string.Join(' ', Scopes.ForChallenge(scopes))),
            new("loginHint", User.GetLoginHint()),
            new("domainHint", User.GetDomainHint()),
            new("claims", claims),
            new("policy", userflow),
        ];

        Context.Response.Redirect($"{BaseUri}{Challenge}{QueryString.Create(parameters)}");
    }
}
