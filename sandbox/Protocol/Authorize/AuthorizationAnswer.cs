using Microsoft.AspNetCore.WebUtilities;
using Sandbox.Protocol.Errors;
using Sandbox.Wire;

namespace Sandbox.Protocol.Authorize;

/// <summary>Sends an authorization answer to the application in the way it asked for.</summary>
internal sealed class AuthorizationAnswer(ResponseTarget target, IReadOnlyList<KeyValuePair<string, string?>> parameters) : IResult
{
    /// <summary>An error answer (OpenID Connect Core, section 3.1.2.6).</summary>
    public static AuthorizationAnswer Of(ProtocolError error, ResponseTarget target, HttpContext context)
    {
        var report = ErrorReport.Of(error, context);
        var isB2C = error.Family == ErrorFamily.B2C;
        return new AuthorizationAnswer(target,
        [
            new("error", error.Error),
            new("error_description", report.Description),
            new("error_uri", isB2C ? null : FormattableString.Invariant($"{Authority.Of(context.Request).Base}/error?code={error.Code}")),
            new("error_subcode", !isB2C && error.Code == PageErrors.Declined().Code ? "cancel" : null),
            new("claims", error.Claims),
            new("state", target.State),
        ]);
    }

    /// <summary>The same answer with one more parameter.</summary>
    public AuthorizationAnswer With(string name, string value) => new(target, [.. parameters, new(name, value)]);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var present = parameters.Where(pair => pair.Value is not null).ToList();
        if (httpContext.Features.Get<ExchangeNotes>() is { } notes)
        {
            var place = target.Mode switch
            {
                ResponseMode.FormPost => "form_post",
                ResponseMode.Fragment => "fragment",
                _ => "query",
            };
            notes.Answer = [.. present.Select(pair => new WireParameter(place, pair.Key, pair.Value!))];
        }

        if (target.Mode == ResponseMode.FormPost)
        {
            return new PageResult("~/Protocol/Authorize/FormPost.cshtml", new FormPost(target.Client.DisplayName, target.RedirectUri, present))
            {
                FormTargets = [target.RedirectUri],
            }.ExecuteAsync(httpContext);
        }

        httpContext.Response.Headers.CacheControl = "no-store";
        var query = QueryHelpers.AddQueryString("", present);
        httpContext.Response.Redirect(target.Mode == ResponseMode.Fragment
            ? target.RedirectUri + "#" + query[1..]
            : QueryHelpers.AddQueryString(target.RedirectUri, present));
        return Task.CompletedTask;
    }

    /// <summary>The page that posts the answer.</summary>
    internal sealed record FormPost(string Application, string RedirectUri, IReadOnlyList<KeyValuePair<string, string?>> Fields);
}
