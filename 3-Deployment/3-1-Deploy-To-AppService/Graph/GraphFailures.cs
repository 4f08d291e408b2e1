using System.Net.Http.Headers;

namespace DeployToAppService;

/// <summary>What goes wrong with Graph and its tokens becomes a sign-in where that helps, and otherwise a page with cause, fix and time.</summary>
public sealed class GraphFailures(ProblemCatalog catalog, TimeProvider clock) : IAsyncActionFilter
{
    private const string SentAway = "__Host-SentAway";

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var (executed, http, controller, here) = (await next(), context.HttpContext, (Controller)context.Controller, context.HttpContext.Request.GetEncodedPathAndQuery());
        var failure = executed.Exception is AggregateException { InnerException: { } last } ? last : executed.Exception; // of the SDK's retries
        if (failure is MicrosoftIdentityWebChallengeUserException && PatientCache.Failed(http))
            failure = new TokensOutOfReach(); // no sign-in brings back a database
        var cameBack = http.Request.Cookies[SentAway] == Uri.EscapeDataString(here);
        if (failure is null && http.Request.Cookies.ContainsKey(SentAway))
            http.Response.Cookies.Delete(SentAway, new() { Secure = true });
        else if (failure is MicrosoftIdentityWebChallengeUserException wanted && !cameBack)
        {
            http.Response.Cookies.Append(SentAway, Uri.EscapeDataString(here), new() { Secure = true, HttpOnly = true, MaxAge = TimeSpan.FromMinutes(1) });
            if (wanted.MsalUiRequiredException is { ErrorCode: "interaction_required", Claims: var claims }) // such as a second factor;
                executed.Result = controller.Challenge(AskFor(wanted.Scopes, claims)); // [AuthorizeForScopes] answers to everything but this
        }
        else if (failure is not null && http.RequestAborted.IsCancellationRequested)
            executed.Result = new EmptyResult(); // nobody waits for an answer
        else if (KeyOf(failure) is { } key)
        {
            var problem = Explain(key, failure as ApiException) with { Again = here };
            (executed.Result, http.Response.StatusCode) = (controller.View("/Views/Error/Index.cshtml", problem), problem.Status);
        }
        executed.ExceptionHandled |= failure is not null && executed.Result is not null; // what is left goes to /error
    }

    private static string? KeyOf(Exception? failure) => failure switch
    {
        TokensOutOfReach => "database_down",
        MicrosoftIdentityWebChallengeUserException => "sent_in_circles", // back from a sign-in, and it wants another one
        ApiException { ResponseStatusCode: 401 or 403 or 404 or 429 } error => $"graph_{error.ResponseStatusCode}",
        ApiException { ResponseStatusCode: >= 500 } => "graph_down",
        HttpRequestException { HttpRequestError: not (HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.ResponseEnded) } => "graph_unreachable",
        HttpRequestException or ApiException or JsonException or FormatException or InvalidOperationException { Source: "Microsoft.Kiota.Abstractions" } => "graph_answer",
        OperationCanceledException => "graph_slow",
        _ => null,
    };

    private Problem Explain(string key, ApiException? error)
    {
        var problem = catalog.Explain(new InvalidOperationException { Data = { ["error"] = key } }, StatusCodes.Status502BadGateway);
        var (said, now) = ((error as ODataError)?.Error, clock.GetUtcNow());
        var header = error?.ResponseHeaders.FirstOrDefault(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
        var retry = error is ServiceException batch ? batch.ResponseHeaders?.RetryAfter : RetryConditionHeaderValue.TryParse(header, out var parsed) ? parsed : null;
        var until = retry?.Date ?? now + retry?.Delta;
        var wait = until is null ? "" : string.Create(CultureInfo.InvariantCulture, $" Graph asks to wait until {until:HH:mm:ss} UTC, {(until - now)?.TotalSeconds:0} seconds from now.");
        return problem with { Code = said?.Code ?? problem.Code, Said = said?.Message ?? "", CorrelationId = said?.InnerError?.RequestId ?? "", Fix = problem.Fix + wait };
    }

    private static AuthenticationProperties AskFor(IEnumerable<string> scopes, string claims)
    {
        var properties = new AuthenticationProperties { Items = { ["claims"] = claims } };
        properties.SetParameter<ICollection<string>>(OpenIdConnectParameterNames.Scope, ["openid", "profile", "offline_access", .. scopes]);
        return properties;
    }

    private sealed class TokensOutOfReach : Exception;
}
