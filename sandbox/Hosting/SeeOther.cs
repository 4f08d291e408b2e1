namespace Sandbox.Hosting;

/// <summary>Sends a browser that posted a form to a page (RFC 9110, section 15.4.4): look there, with GET. The framework's redirects are 302 and 307.</summary>
internal sealed class SeeOther(string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
