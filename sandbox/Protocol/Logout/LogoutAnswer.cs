using Sandbox.Protocol.Errors;

namespace Sandbox.Protocol.Logout;

/// <summary>What follows a sign-out: the way back to the application, or the page that tells the other applications first.</summary>
internal static class LogoutAnswer
{
    /// <param name="request">The request.</param>
    /// <param name="frames">The other applications.</param>
    /// <param name="context">The request's context.</param>
    /// <param name="translate">Gives an error the number of the service that was asked, where that is not Entra ID.</param>
    public static IResult Of(
        LogoutRequest request, IReadOnlyList<FrontChannelLogout.Frame> frames, HttpContext context, Func<ProtocolError, ProtocolError>? translate = null) =>
        request.ContinueAt is { } address && frames.Count == 0 ? Leave(address, context) : SignedOut(request, frames, context, translate ?? (error => error));

    private static IResult Leave(string address, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";

        // Results.Redirect writes the address to the log, and the application's state is in it.
        context.Response.Redirect(address);
        return Results.Empty;
    }

    private static PageResult SignedOut(
        LogoutRequest request, IReadOnlyList<FrontChannelLogout.Frame> frames, HttpContext context, Func<ProtocolError, ProtocolError> translate)
    {
        if (request.ContinueAt is { } address)
        {
            // For browsers without scripts; with them the page goes on as soon as the frames have loaded. The frames get the time that they need.
            context.Response.Headers["Refresh"] = $"5;url={address}";
        }

        var refusal = RefusalOf(request) is { } error ? ErrorReport.Of(translate(error), context) : null;
        return new PageResult("~/Protocol/Logout/SignedOutPage.cshtml", new SignedOutPage(frames, request.ContinueAt, request.Client?.DisplayName, refusal))
        {
            Status = refusal?.Error.Status ?? StatusCodes.Status200OK,
            Frames = [.. frames.Select(frame => frame.Address)],
        };
    }

    private static ProtocolError? RefusalOf(LogoutRequest request)
    {
        if (request.RefusedAddress is not { } refused)
        {
            return null;
        }

        return request.Client is { } client
            ? ClientErrors.PostLogoutUriNotRegistered(refused, client)
            : ClientErrors.PostLogoutUriNotRegistered(refused);
    }
}

/// <summary>What the signed-out page shows.</summary>
internal sealed record SignedOutPage(IReadOnlyList<FrontChannelLogout.Frame> Frames, string? ContinueAt, string? Application, ErrorReport? Refusal);
