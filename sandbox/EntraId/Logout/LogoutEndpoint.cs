using Sandbox.EntraId.Guests;
using Sandbox.EntraId.SignIn;
using Sandbox.Protocol;
using Sandbox.Protocol.Logout;
using Sandbox.Protocol.Sessions;
using Sandbox.Tenants;
using Sandbox.Wire;

namespace Sandbox.EntraId.Logout;

/// <summary>The end-session endpoint (OpenID Connect RP-Initiated Logout).</summary>
internal sealed class LogoutEndpoint(
    TenantDirectory tenants, BrowserSessions browser, GuestAccounts guests, LogoutRequestReader reader,
    FrontChannelLogout frontChannel)
{
    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Post];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/{tenant}/oauth2/v2.0/logout", _methods,
            (string tenant, HttpContext context, LogoutEndpoint endpoint) =>
                endpoint.HandleAsync(tenant, Authority.Of(context.Request).Issuer, context));
        endpoints.MapMethods("/{tenant}/oauth2/logout", _methods,
            (string tenant, HttpContext context, LogoutEndpoint endpoint) =>
                endpoint.HandleAsync(tenant, Authority.Of(context.Request).IssuerOfVersion1, context));
    }

    private async Task<IResult> HandleAsync(string tenant, Func<Guid, string> issuerOf, HttpContext context)
    {
        var reference = tenants.FindServed(tenant);
        var signedIn = await guests.InTenantAsync(
            reference, await browser.GetAsync(context, context.RequestAborted), context.RequestAborted);
        var request = await reader.ReadAsync(reference, issuerOf, context, signedIn);
        if (request.Sessions is not { } ending)
        {
            return Choose(request);
        }

        if (context.Features.Get<ExchangeNotes>() is { } notes && ending is [var only])
        {
            notes.User = only.User.SignInName;
        }

        var frames = await frontChannel.EndAsync(ending, request.Client, Authority.Of(context.Request).Issuer);
        await browser.TidyUpAsync(context, context.RequestAborted);
        return LogoutAnswer.Of(request, frames, context);
    }

    private static PageResult Choose(LogoutRequest request) =>
        new("~/EntraId/Logout/ChooseAccountPage.cshtml", new ChooseAccountPage(
            [.. request.Known.Select(each => SignInPage.Account.Of(each.User, signedIn: true))],
            [.. request.Parameters.Values.Where(pair => pair.Key is "post_logout_redirect_uri" or "state" or "client_id")]))
        {
            FormTargets = request.ContinueAt is { } address ? [address] : [],
        };
}

/// <summary>What the page shows that asks which account to sign out.</summary>
internal sealed record ChooseAccountPage(IReadOnlyList<SignInPage.Account> Accounts, IReadOnlyList<KeyValuePair<string, string>> Parameters);
