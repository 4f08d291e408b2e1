namespace Sandbox.Protocol.Errors;

/// <summary>What the error page shows, and where a person can go from there.</summary>
internal sealed record ErrorPage(ErrorReport Report, IReadOnlyList<ErrorPage.Link> Links)
{
    /// <summary>Shows an error that does not go to the application.</summary>
    public static PageResult Of(ProtocolError error, HttpContext context, params IReadOnlyList<Link> links) =>
        new("~/Protocol/Errors/ErrorPage.cshtml", new ErrorPage(ErrorReport.Of(error, context), links)) { Status = error.Status };

    /// <summary>A way out.</summary>
    internal sealed record Link(string Text, string Address);
}
