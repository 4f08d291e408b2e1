using System.Text.Json.Serialization;

namespace Sandbox.Protocol.Errors;

/// <summary>The JSON error answer (RFC 6749, section 5.2) with the members that Entra ID adds; B2C adds none.</summary>
internal sealed class ErrorAnswer(ProtocolError error) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var report = ErrorReport.Of(error, httpContext);
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers["client-request-id"] = report.CorrelationId.ToString();
        response.Headers["x-ms-request-id"] = report.TraceId.ToString();
        if (error.Status == StatusCodes.Status401Unauthorized && httpContext.Request.Headers.Authorization.Count > 0)
        {
            response.Headers.WWWAuthenticate = "Basic realm=\"identity-sandbox\"";
        }

        response.StatusCode = error.Status;
        return error.Family == ErrorFamily.B2C
            ? response.WriteAsJsonAsync(new PlainBody(error.Error, report.Description), httpContext.RequestAborted)
            : response.WriteAsJsonAsync(Body.Of(report, Authority.Of(httpContext.Request)), httpContext.RequestAborted);
    }

    private sealed record PlainBody(
        [property: JsonPropertyName("error")] string Error,
        [property: JsonPropertyName("error_description")] string Description);

    private sealed record Body(
        [property: JsonPropertyName("error")] string Error,
        [property: JsonPropertyName("error_description")] string Description,
        [property: JsonPropertyName("error_codes")] int[] Codes,
        [property: JsonPropertyName("timestamp")] string Timestamp,
        [property: JsonPropertyName("trace_id")] Guid TraceId,
        [property: JsonPropertyName("correlation_id")] Guid CorrelationId,
        [property: JsonPropertyName("error_uri")] string ErrorUri,
        [property: JsonPropertyName("suberror"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SubError,
        [property: JsonPropertyName("claims"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Claims)
    {
        public static Body Of(ErrorReport report, Authority authority) => new(
            report.Error.Error, report.Description, [report.Error.Code], report.TimestampText, report.TraceId, report.CorrelationId,
            FormattableString.Invariant($"{authority.Base}/error?code={report.Error.Code}"), report.Error.SubError, report.Error.Claims);
    }
}
