using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using DeployToAppService.Data;
using DeployToAppService.Models;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Graph;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.Kiota.Abstractions;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace DeployToAppService.Identity;

/// <summary>
/// Answers when a call to Microsoft Graph fails: with a sign-in where one helps, and otherwise with a page that names
/// the cause, the fix and, if Graph asks for it, the time to wait. It is a filter for all controllers. A controller
/// with [ApiController] answers the same as problem details (RFC 9457), because a script reads them.
/// </summary>
public sealed partial class GraphFailures(
    ProblemCatalog catalog, GraphTokens tokens, TimeProvider clock, ILogger<GraphFailures> logger)
    : IAsyncActionFilter
{
    // Remembers for a minute which page has sent the user to the provider. Without it, Graph and a provider that
    // disagree about a token would send the browser in circles.
    private const string SignInCookie = "__Host-DeployToAppService-SignIn";

    /// <inheritdoc />
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var executed = await next();
        if (executed.Exception is null || executed.ExceptionHandled)
        {
            ForgetSignIn(context.HttpContext);
            return;
        }

        // What this filter leaves without an answer goes on: to [AuthorizeForScopes], and then to /Error.
        if (Answer(executed, Cause(executed.Exception)) is { } answer)
        {
            executed.Result = answer;
            executed.ExceptionHandled = true;
        }
    }

    private IActionResult? Answer(ActionExecutedContext context, Exception failure)
    {
        var http = context.HttpContext;
        if (http.RequestAborted.IsCancellationRequested)
        {
            // The user has left. The cancelled call is no failure.
            return new EmptyResult();
        }

        var isApi = context.ActionDescriptor.EndpointMetadata.OfType<ApiControllerAttribute>().Any();
        if (failure is not MicrosoftIdentityWebChallengeUserException challenge)
        {
            return Explain(failure) is { } problem ? Show(problem, failure, http, isApi) : null;
        }

        if (PatientCache.WasUnreachable(http))
        {
            // The tokens are not gone. A sign-in would not bring the database back.
            return Show(catalog.Find("token_cache_unreachable"), failure, http, isApi);
        }

        if (isApi)
        {
            // A script cannot follow a redirect to a sign-in page. The user has to open a page of the app.
            return Show(catalog.Find("sign_in_required"), failure, http, isApi);
        }

        if (IsBackFromSignIn(http.Request))
        {
            return Show(SignInRepeated(challenge), failure, http, isApi);
        }

        RememberSignIn(http);
        return SignInForClaims(challenge);
    }

    /// <summary>
    /// The problem of a second challenge in a row, with what the provider said about the token request.
    /// </summary>
    private Problem SignInRepeated(MicrosoftIdentityWebChallengeUserException challenge)
    {
        var problem = catalog.Find("sign_in_repeated");
        var said = catalog.Explain(challenge, problem.Status);
        return said.Description is "" ? problem : problem with
        {
            Code = said.Code,
            Description = said.Description,
            CorrelationId = said.CorrelationId,
        };
    }

    // The retry handler of the SDK wraps the answers of its attempts.
    private static Exception Cause(Exception exception) =>
        exception is AggregateException { InnerException: { } inner } ? inner : exception;

    /// <summary>Finds the text for an exception of the SDK, or of the token request before it.</summary>
    /// <returns>The problem; null if the exception has another origin.</returns>
    private Problem? Explain(Exception failure) => failure switch
    {
        ApiException error when KeyOf(error.ResponseStatusCode) is { } key => AddAnswer(catalog.Find(key), error),
        ApiException => catalog.Find("graph_answer"),

        // The provider refused a token, and a sign-in would not help.
        MsalServiceException => catalog.Explain(failure, StatusCodes.Status502BadGateway),

        // Any code can throw the other exceptions. Those of a request that has not called Graph are not Graph's.
        _ => tokens.HaveBeenUsed && KeyOf(failure) is { } key ? catalog.Find(key) : null,
    };

    private static string? KeyOf(int status) => status switch
    {
        401 or 403 or 404 or 429 => $"graph_{status}",
        >= 500 => "graph_down",
        _ => null,
    };

    private static string? KeyOf(Exception failure) => failure switch
    {
        // The connection was there, but the answer broke off or was too long (WholeAnswers).
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => "graph_answer",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "graph_answer",
        HttpRequestException => "graph_unreachable",
        OperationCanceledException => "graph_slow",

        // The SDK has not understood the answer. Its library Kiota says so with a general exception.
        JsonException or FormatException => "graph_answer",
        InvalidOperationException { Source: "Microsoft.Kiota.Abstractions" } => "graph_answer",
        _ => null,
    };

    /// <summary>Adds what Graph said: its code and words, the ID of the request, and the time to wait.</summary>
    private Problem AddAnswer(Problem problem, ApiException error)
    {
        var said = (error as ODataError)?.Error;
        return problem with
        {
            Code = said?.Code ?? problem.Code,
            Description = said?.Message ?? "",
            CorrelationId = said?.InnerError?.RequestId ?? "",
            Fix = problem.Fix + TimeToWait(error),
        };
    }

    // Graph names seconds or a date (RFC 9110, 10.2.3).
    private string TimeToWait(ApiException error)
    {
        // Only the failure of a whole batch is a ServiceException. Its headers hide those of ApiException.
        var retry = error is ServiceException batch ? batch.ResponseHeaders?.RetryAfter : ReadRetryAfter(error);
        if (retry is null)
        {
            return "";
        }

        var now = clock.GetUtcNow();
        var until = retry.Date ?? now + retry.Delta!.Value;
        return string.Create(
            CultureInfo.InvariantCulture,
            $" Graph asks to wait until {until:HH:mm:ss} UTC, {(until - now).TotalSeconds:0} seconds from now.");
    }

    private static RetryConditionHeaderValue? ReadRetryAfter(ApiException error)
    {
        var header = error.ResponseHeaders
            .FirstOrDefault(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase));
        return RetryConditionHeaderValue.TryParse(header.Value?.FirstOrDefault(), out var retry) ? retry : null;
    }

    private IActionResult Show(Problem problem, Exception failure, HttpContext http, bool isApi)
    {
        var code = Identifier(problem.Code);
        var correlationId = Identifier(problem.CorrelationId);
        LogProblem(problem.Status, code, problem.Title, failure.GetType().Name, correlationId, http.TraceIdentifier);
        if (!isApi)
        {
            return ErrorPage.Of(problem with { TryAgainAt = $"~{http.Request.Path}{http.Request.QueryString}" });
        }

        var details = new ProblemDetails
        {
            Status = problem.Status,
            Title = problem.Title,
            Detail = $"{problem.Meaning} {problem.Fix}",
            Extensions = { ["code"] = problem.Code },
        };
        return new ObjectResult(details) { StatusCode = problem.Status };
    }

    // A code and an ID are text from outside. One with other characters is left out.
    private static string Identifier(string text) =>
        text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or ' ') ? text : "";

    /// <summary>
    /// Sends the user to the provider with the claims that the token has to contain, such as a second factor.
    /// [AuthorizeForScopes] does so for every other challenge, but not for the error "interaction_required".
    /// </summary>
    private static ChallengeResult? SignInForClaims(MicrosoftIdentityWebChallengeUserException challenge)
    {
        if (challenge.MsalUiRequiredException is not { ErrorCode: "interaction_required" } required)
        {
            return null;
        }

        ICollection<string> scopes = ["openid", "profile", "offline_access", .. challenge.Scopes];
        var properties = new AuthenticationProperties { Items = { ["claims"] = required.Claims } };
        properties.SetParameter(OpenIdConnectParameterNames.Scope, scopes);
        return new ChallengeResult(properties);
    }

    private static void RememberSignIn(HttpContext http) =>
        http.Response.Cookies.Append(SignInCookie, AddressOf(http.Request), new CookieOptions
        {
            Secure = true,
            HttpOnly = true,
            MaxAge = TimeSpan.FromMinutes(1),
        });

    private static bool IsBackFromSignIn(HttpRequest request) => request.Cookies[SignInCookie] == AddressOf(request);

    private static void ForgetSignIn(HttpContext http)
    {
        if (http.Request.Cookies.ContainsKey(SignInCookie))
        {
            http.Response.Cookies.Delete(SignInCookie, new CookieOptions { Secure = true });
        }
    }

    private static string AddressOf(HttpRequest request) => Uri.EscapeDataString(request.Path + request.QueryString);

    // The words of Graph are not logged: text from outside could imitate lines of the log.
    [LoggerMessage(LogLevel.Warning, "A call to Microsoft Graph failed. Answer {Status}, {Code}: {Title}. Cause: "
        + "{Exception}. Correlation ID: {CorrelationId}. Request: {Request}")]
    private partial void LogProblem(
        int status, string code, string title, string exception, string correlationId, string request);
}
