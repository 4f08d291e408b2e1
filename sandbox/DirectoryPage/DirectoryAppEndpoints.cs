using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Graph;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Tenants;

namespace Sandbox.DirectoryPage;

/// <summary>The page of one app: whether it is enabled, and what users consented to.</summary>
internal sealed class DirectoryAppEndpoints(
    IDbContextFactory<SandboxDbContext> contexts, LiveDirectory directory, DirectoryActions actions)
{
    /// <summary>Maps the page and its buttons.</summary>
    public static void Map(IEndpointRouteBuilder pages)
    {
        const string Route = "/apps/{id:guid}";
        pages.MapGet(Route, (Guid id, HttpContext context, DirectoryAppEndpoints page) => page.ShowAsync(id, context));
        pages.MapPost(Route, (Guid id, HttpContext context, DirectoryAppEndpoints page) => page.ChangeAsync(id, context));
    }

    private async Task<IResult> ShowAsync(Guid id, HttpContext context) =>
        await FindAsync(id, context.RequestAborted) is { } page
            ? new PageResult("~/DirectoryPage/App.cshtml", page with { Notice = actions.TakeNotice(context) })
            : Results.NotFound();

    private async Task<IResult> ChangeAsync(Guid id, HttpContext context)
    {
        if (await FindAsync(id, context.RequestAborted) is not { } page)
        {
            return Results.NotFound();
        }

        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var named = Guid.TryParse(form["value"], out var parsed) ? parsed : Guid.Empty;
        var notice = form["action"] switch
        {
            "take-back" when page.Consents.Any(consent => consent.Id == named) =>
                await actions.RevokeConsentAsync(page.Tenant.Id, form["value"], context),
            "enable" => await SendAsync(
                HttpMethods.Patch, $"/servicePrincipals/{id}", new { accountEnabled = true }, "The app is enabled."),
            "disable" => await SendAsync(
                HttpMethods.Patch, $"/servicePrincipals/{id}", new { accountEnabled = false },
                "The app is disabled. It gets no tokens (AADSTS7000112)."),
            _ => DirectoryActions.Unknown,
        };
        return actions.Back(context, $"{DirectoryPageSetup.Path}/apps/{id}", notice);

        Task<DirectoryNotice> SendAsync(string method, string path, object? body, string done) =>
            actions.SendAsync(new PageRequest(page.Tenant.Id, method, path, body), done, context);
    }

    private async Task<DirectoryAppPage?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var snapshot = directory.Current;
        if (snapshot.FindRegistration(id) is not { } registration)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return new DirectoryAppPage
        {
            App = registration,
            Tenant = snapshot.FindTenant(registration.Application.TenantId)!,
            Consents = await GivenConsent.ReadFirstAsync(
                db,
                db.Set<ConsentGrant>()
                    .Where(grant => grant.ClientId == id && grant.TenantId == registration.Application.TenantId),
                cancellationToken),
        };
    }
}

/// <summary>What the page of one app shows.</summary>
internal sealed record DirectoryAppPage
{
    /// <summary>The app with what is registered for it.</summary>
    public required RegisteredApplication App { get; init; }

    /// <summary>The tenant of the registration.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>The consents of administrators and of the first users.</summary>
    public required IReadOnlyList<GivenConsent> Consents { get; init; }

    /// <summary>What the last button did.</summary>
    public DirectoryNotice? Notice { get; init; }
}
