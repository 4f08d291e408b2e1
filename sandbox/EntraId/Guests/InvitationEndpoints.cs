using Sandbox.Applications;
using Sandbox.EntraId.Flow;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Users;

namespace Sandbox.EntraId.Guests;

/// <summary>
/// The page on which a guest accepts an invitation. It is part of the first sign-in to the tenant, whether that begins
/// at the address of the invitation or at an app.
/// </summary>
internal sealed class InvitationEndpoints(
    SignInFlow flow, InvitationSignIn invited, Invitations invitations, LiveDirectory directory)
{
    /// <summary>Maps the address of invitations, which begins a sign-in.</summary>
    public static void MapStart(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(
            InvitationTickets.Path, (HttpContext context, InvitationEndpoints page) => page.StartAsync(context));

    /// <summary>Maps the page.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        const string address = "/invitation/{id}";
        endpoints.MapGet(
            address, (string id, HttpContext context, InvitationEndpoints page) => page.ShowAsync(id, context));
        endpoints.MapPost(
            address, (string id, HttpContext context, InvitationEndpoints page) => page.SubmitAsync(id, context));
    }

    private async Task<IResult> StartAsync(HttpContext context)
    {
        var parameters = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        return await flow.BeginAsync(await invited.ReadAsync(parameters, context.RequestAborted), context);
    }

    private async Task<IResult> ShowAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        if (await flow.SessionForPageAsync(interaction, EntraPage.Invitation, context) is not { } session)
        {
            return flow.GoOn(interaction);
        }

        var tenant = directory.Current.FindTenant(session.User.TenantId)!;
        var page = new InvitationPage(tenant.Name, tenant.Domain, session.User.SignInName);
        return new PageResult("~/EntraId/Guests/InvitationPage.cshtml", page)
        {
            FormTargets = [interaction.Request.Target.RedirectUri],
        };
    }

    private async Task<IResult> SubmitAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        if (await flow.SessionForPageAsync(interaction, EntraPage.Invitation, context) is not { } session)
        {
            return flow.GoOn(interaction);
        }

        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (form["consent"] != "accept")
        {
            return await flow.AbandonAsync(interaction, PageErrors.Declined(), context);
        }

        await invitations.AcceptAsync(session, context.RequestAborted);
        return flow.GoOn(interaction);
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Organization">The tenant that invites.</param>
/// <param name="Domain">Its domain.</param>
/// <param name="UserName">The guest.</param>
internal sealed record InvitationPage(string Organization, string Domain, string UserName);
