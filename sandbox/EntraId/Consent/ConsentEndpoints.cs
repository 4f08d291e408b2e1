using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Flow;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;
using Sandbox.Scenarios.Renewal;

namespace Sandbox.EntraId.Consent;

/// <summary>The consent page.</summary>
internal sealed class ConsentEndpoints(
    SignInFlow flow, ConsentStore consents, CombinedConsent combined, SignInFaults faults)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/consent/{id}", (string id, HttpContext context, ConsentEndpoints page) => page.ShowAsync(id, context));
        endpoints.MapPost("/consent/{id}", (string id, HttpContext context, ConsentEndpoints page) => page.SubmitAsync(id, context));
    }

    private async Task<IResult> ShowAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        if (await flow.SessionForPageAsync(interaction, EntraPage.Consent, context) is not { } session)
        {
            return flow.GoOn(interaction);
        }

        var request = interaction.Request;
        var asked = combined.Of(request);
        var needsAdministrator = await NeedsAdministratorAsync(request, asked, session, context.RequestAborted);
        return new PageResult("~/EntraId/Consent/ConsentPage.cshtml", new ConsentPage(
            request.Client.DisplayName,
            session.User.SignInName,
            consents.Describe(asked),
            needsAdministrator ? ErrorReport.Of(SignInErrors.AdminConsentNeeded(request.Client.DisplayName), context) : null,
            SignInFlow.AddressOf(EntraPage.SignIn, id))
        {
            Asked = ConsentPage.TextOf(asked),
            IsForOrganization = request.IsForOrganization,
            OffersOrganization = session.User.IsAdministrator && !request.IsForOrganization,
        })
        {
            FormTargets = [request.Target.RedirectUri],
        };
    }

    private async Task<IResult> SubmitAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        if (await flow.SessionForPageAsync(interaction, EntraPage.Consent, context) is not { } session)
        {
            return flow.GoOn(interaction);
        }

        var request = interaction.Request;
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var asked = combined.Of(request);
        var forOrganization = request.IsForOrganization || form["forOrganization"] is not null;
        if ((forOrganization && !session.User.IsAdministrator)
            || await NeedsAdministratorAsync(request, asked, session, context.RequestAborted))
        {
            return await flow.AbandonAsync(interaction, SignInErrors.AdminConsentNeeded(request.Client.DisplayName), context);
        }

        if (form["consent"] != "accept")
        {
            return await flow.AbandonAsync(interaction, PageErrors.Declined(), context);
        }

        // The registrations may have changed since the page was shown. What it did not list, the user has not accepted.
        if (form["asked"] != ConsentPage.TextOf(asked))
        {
            return flow.GoOn(interaction);
        }

        await consents.GrantAsync(asked, session.User, forOrganization);
        faults.AcceptConsent(session.User, request.Client.ClientId);

        // The consent stands. If another account was chosen meanwhile, its own consent must not be overwritten.
        interaction.TryChange(each => each with { ConsentedBy = session.Session.Id });
        return flow.GoOn(interaction);
    }

    private async Task<bool> NeedsAdministratorAsync(
        AuthorizationRequest request, IReadOnlyList<AskedConsent> asked, SignedInUser session,
        CancellationToken cancellationToken)
    {
        if (session.User.IsAdministrator)
        {
            return false;
        }

        if (request.IsForOrganization)
        {
            return true;
        }

        foreach (var (client, permissions) in asked)
        {
            var missing = await consents.FindMissingAsync(client, session.User, permissions, cancellationToken);
            if (missing.Any(scope => scope.AdminOnly))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What the consent page shows.</summary>
/// <param name="Application">Who asks.</param>
/// <param name="UserName">Who is asked.</param>
/// <param name="Apis">For what, by API.</param>
/// <param name="Obstacle">Why this person cannot allow it, where an administrator is needed.</param>
/// <param name="OtherAccount">Where an administrator can sign in instead.</param>
internal sealed record ConsentPage(
    string Application, string UserName, IReadOnlyList<RequestedPermissions> Apis, ErrorReport? Obstacle,
    string OtherAccount)
{
    /// <summary>All that is asked for, as the form sends it back.</summary>
    public required string Asked { get; init; }

    /// <summary>What is asked for, as a text.</summary>
    public static string TextOf(IReadOnlyList<AskedConsent> asked) => string.Join(' ', asked
        .SelectMany(consent => consent.Permissions
            .SelectMany(api => api.Value.Select(scope => $"{consent.Client.ClientId}/{api.Key}/{scope}")))
        .Order(StringComparer.Ordinal));

    /// <summary>Whether consent is asked for everyone in the organization.</summary>
    public bool IsForOrganization { get; init; }

    /// <summary>Whether the person may give consent for everyone, if they like.</summary>
    public bool OffersOrganization { get; init; }
}
