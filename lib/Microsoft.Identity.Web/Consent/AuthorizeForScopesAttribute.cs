using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>
/// Answers a token that cannot be had without the user (<see cref="MicrosoftIdentityWebChallengeUserException"/>) with a challenge for
/// the scopes, after which the user is back on the page. Other exceptions go on.
/// </summary>
public class AuthorizeForScopesAttribute : ExceptionFilterAttribute
{
    private const string XReturnUrl = "x-ReturnUrl";
    private const string XRequestedWith = "X-Requested-With";
    private const string XmlHttpRequest = "XMLHttpRequest";

    /// <summary>The scopes to ask for, those the action acquires a token with.</summary>
    public string[]? Scopes { get; set; }

    /// <summary>The configuration key of the scopes, in place of <see cref="Scopes"/>.</summary>
    public string? ScopeKeySection { get; set; }

    /// <summary>B2C: the user flow to run.</summary>
    public string? UserFlow { get; set; }

    /// <summary>The scheme to challenge, when it is not the default one.</summary>
    public string? AuthenticationScheme { get; set; }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">Both <see cref="Scopes"/> and <see cref="ScopeKeySection"/> are set, or the key has no value.</exception>
    public override void OnException(ExceptionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);

        if (UiRequired(context.Exception) is { } exception && ChallengeProperties.CanHelp(exception))
        {
            var properties = ChallengeProperties.For(exception, ScopesToAskFor(context.HttpContext), context.HttpContext.User, UserFlow);
            ReturnToPageOfScript(context, properties);
            context.Result = AuthenticationScheme is null ? new ChallengeResult(properties) : new ChallengeResult(AuthenticationScheme, properties);
        }

        base.OnException(context);
    }

    // The SDK that called for a token may have wrapped the exception.
    private static MsalUiRequiredException? UiRequired(Exception? exception) =>
        exception is null ? null : exception as MsalUiRequiredException ?? UiRequired(exception.InnerException);

    private string[]? ScopesToAskFor(HttpContext context)
    {
        if (string.IsNullOrWhiteSpace(ScopeKeySection))
        {
            return Scopes;
        }

        if (Scopes is { Length: > 0 })
        {
            throw new InvalidOperationException($"IDW10302: AuthorizeForScopes has both {nameof(Scopes)} and {nameof(ScopeKeySection)}. Set one of them.");
        }

        var section = context.RequestServices.GetRequiredService<IConfiguration>().GetSection(ScopeKeySection);
        return section.Value is { Length: > 0 } single
            ? [single]
            : section.Get<string[]>() ?? throw new InvalidOperationException($"IDW10301: The configuration has no scopes under '{ScopeKeySection}'.");
    }

    // A script's own address is no page to come back to; it names the one it runs on.
    private static void ReturnToPageOfScript(ExceptionContext context, AuthenticationProperties properties)
    {
        var request = context.HttpContext.Request;
        if (Either(request, XRequestedWith) == XmlHttpRequest
            && Either(request, XReturnUrl) is { Length: > 0 } page
            && new UrlHelper(context).IsLocalUrl(page))
        {
            properties.RedirectUri = page;
        }
    }

    private static string? Either(HttpRequest request, string name) =>
        request.Headers[name] is { Count: > 0 } header ? header.ToString() : request.Query[name].ToString();
}
