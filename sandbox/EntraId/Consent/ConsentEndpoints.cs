using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.SignIn;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;
using Sandbox.Scenarios.Renewal;

namespace Sandbox.EntraId.Consent;

/// <summary>The consent page.</summary>
internal sealed class ConsentEndpoints(Interactions interactions, PendingSignIns pendings, ConsentStore consents, SignInFaults faults)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/consent/{id}", (string id, HttpContext context, ConsentEndpoints page) => page.ShowAsync(id, context));
        endpoints.MapPost("/consent/{id}", (string id, HttpContext context, ConsentEndpoints page) => page.SubmitAsync(id, context));
    }

    private async Task<IResult> ShowAsync(string id, HttpContext context)
    {
        var interaction = interactions.Open(id, context);
        if (await interactions.FindSessionAsync(interaction, InteractionPage.Consent, context) is not { } session)
        {
            return Interactions.GoOn(interaction);
        }

        var request = interaction.Request;
        var needsAdministrator = await NeedsAdministratorAsync(request, session, context.RequestAborted);
        return new PageResult("~/EntraId/Consent/ConsentPage.cshtml", new ConsentPage(
            request.Client.DisplayName,
            session.User.SignInName,
            consents.Describe(request.Scope.Permissions),
            needsAdministrator ? ErrorReport.Of(SignInErrors.AdminConsentNeeded(request.Client.DisplayName), context) : null,
            Interactions.AddressOf(InteractionPage.SignIn, id))
        {
            IsForOrganization = request.IsForOrganization,
            OffersOrganization = session.User.IsAdministrator && !request.IsForOrganization,
        })
        {
            FormTargets = [request.Target.RedirectUri],
        };
    }

    private async Task<IResult> SubmitAsync(string id, HttpContext context)
    {
        var interaction = interactions.Open(id, context);
        if (await interactions.FindSessionAsync(interaction, InteractionPage.Consent, context) is not { } session)
        {
            return Interactions.GoOn(interaction);
        }

        var request = interaction.Request;
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var forOrganization = request.IsForOrganization || form["forOrganization"] is not null;
        if ((forOrganization && !session.User.IsAdministrator) || await NeedsAdministratorAsync(request, session, context.RequestAborted))
        {
            return await interactions.AbandonAsync(interaction, SignInErrors.AdminConsentNeeded(request.Client.DisplayName), context);
        }

        if (form["consent"] != "accept")
        {
            return await interactions.AbandonAsync(interaction, InteractionErrors.Declined(), context);
        }

        await consents.GrantAsync(request.Client, session.User, request.Scope.Permissions, forOrganization);
        faults.AcceptConsent(session.User, request.Client.ClientId);
        pendings.RememberConsent(interaction.Pending, session);
        return Interactions.GoOn(interaction);
    }

    private async Task<bool> NeedsAdministratorAsync(AuthorizationRequest request, BrowserSession session, CancellationToken cancellationToken) =>
        !session.User.IsAdministrator
        && (request.IsForOrganization || (await consents.FindMissingAsync(request.Client, session.User, request.Scope.Permissions, cancellationToken)).Any(scope => scope.AdminOnly));
}
