using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Sessions;
using Sandbox.EntraId.SignIn;
using Sandbox.Wire;

namespace Sandbox.EntraId.Logout;

/// <summary>The end-session endpoint (OpenID Connect RP-Initiated Logout).</summary>
internal sealed class LogoutEndpoint(BrowserSessions browser, LogoutRequestReader reader, FrontChannelLogout frontChannel)
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapMethods(
        "/{tenant}/oauth2/v2.0/logout",
        [HttpMethods.Get, HttpMethods.Post],
        (string tenant, HttpContext context, LogoutEndpoint endpoint) => endpoint.HandleAsync(tenant, context));

    private async Task<IResult> HandleAsync(string tenant, HttpContext context)
    {
        var signedIn = await browser.GetAsync(context, context.RequestAborted);
        var request = await reader.ReadAsync(tenant, context, signedIn);
        if (request.Sessions is not { } ending)
        {
            return Choose(request);
        }

        if (context.Features.Get<ExchangeNotes>() is { } notes && ending is [var only])
        {
            notes.User = only.User.SignInName;
        }

        var frames = await frontChannel.EndAsync(ending, request.Client, Authority.Of(context.Request), context.RequestAborted);
        if (ending.Count == signedIn.Count)
        {
            SessionCookie.Delete(context);
        }

        return request.ContinueAt is { } address && frames.Count == 0 ? Leave(address, context) : SignedOut(request, frames, context);
    }

    private static IResult Leave(string address, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";

        // Results.Redirect writes the address to the log, and the application's state is in it.
        context.Response.Redirect(address);
        return Results.Empty;
    }

    private static PageResult SignedOut(LogoutRequest request, IReadOnlyList<FrontChannelLogout.Frame> frames, HttpContext context)
    {
        if (request.ContinueAt is { } address)
        {
            // For browsers without scripts; with them the page goes on as soon as the frames have loaded. The frames get the time that they need.
            context.Response.Headers["Refresh"] = $"5;url={address}";
        }

        var refusal = request.RefusedAddress is { } refused ? ErrorReport.Of(ClientErrors.PostLogoutUriNotRegistered(refused), context) : null;
        return new PageResult("~/EntraId/Logout/SignedOutPage.cshtml", new SignedOutPage(frames, request.ContinueAt, request.Client?.DisplayName, refusal))
        {
            Status = refusal?.Error.Status ?? StatusCodes.Status200OK,
            Frames = [.. frames.Select(frame => frame.Address)],
        };
    }

    private static PageResult Choose(LogoutRequest request) =>
        new("~/EntraId/Logout/ChooseAccountPage.cshtml", new ChooseAccountPage(
            [.. request.Known.Select(each => SignInPage.Account.Of(each.User, signedIn: true))],
            [.. request.Parameters.Values.Where(pair => pair.Key is "post_logout_redirect_uri" or "state" or "client_id")]))
        {
            FormTargets = request.ContinueAt is { } address ? [address] : [],
        };
}

/// <summary>What the signed-out page shows.</summary>
internal sealed record SignedOutPage(IReadOnlyList<FrontChannelLogout.Frame> Frames, string? ContinueAt, string? Application, ErrorReport? Refusal);

/// <summary>What the page shows that asks which account to sign out.</summary>
internal sealed record ChooseAccountPage(IReadOnlyList<SignInPage.Account> Accounts, IReadOnlyList<KeyValuePair<string, string>> Parameters);
