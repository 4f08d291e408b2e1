using Sandbox.Applications;
using Sandbox.B2C.Errors;
using Sandbox.B2C.Journeys;
using Sandbox.Customers;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.SocialAccounts;

/// <summary>
/// The page that links a social account to the account with the same e-mail address, for whoever knows that account's password. The address alone links
/// nothing: a provider can be wrong about it, and mailboxes change hands.
/// </summary>
internal sealed class SocialLinkEndpoints(JourneyFlow flow, CustomerAccounts accounts, LiveDirectory directory)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/b2c/{id}/link", (string id, HttpContext context, SocialLinkEndpoints page) => page.Show(id, context));
        endpoints.MapPost("/b2c/{id}/link", (string id, HttpContext context, SocialLinkEndpoints page) => page.SubmitAsync(id, context));
    }

    private IResult Show(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        return Find(interaction) is { } pending ? Page(interaction, pending, error: null, context) : flow.GoOn(interaction);
    }

    private async Task<IResult> SubmitAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (Find(interaction) is not { } pending)
        {
            return flow.GoOn(interaction);
        }

        return form["action"] switch
        {
            "cancel" => await flow.AbandonAsync(interaction, JourneyErrors.Cancelled(), context),
            "other" => Forget(interaction),
            _ => await LinkAsync(interaction, pending, form["password"], context),
        };
    }

    private async Task<IResult> LinkAsync(JourneyInteraction interaction, Pending pending, string? password, HttpContext context)
    {
        if (password is null)
        {
            return Page(interaction, pending, JourneyErrors.BadInput("The password is missing."), context);
        }

        var check = await accounts.CheckPasswordAsync(interaction.Pending.TenantId, pending.Email, password, context.RequestAborted);
        if (check.User is not { } user)
        {
            return Page(interaction, pending, check.Outcome == PasswordOutcome.LockedOut ? JourneyErrors.LockedOut() : JourneyErrors.InvalidCredentials(), context);
        }

        return await accounts.LinkAsync(user, pending.Identity, context.RequestAborted)
            ? await flow.SignInAsync(interaction, user, pending.Identity.Issuer, isNewUser: false, context)
            : Page(interaction, pending, JourneyErrors.SocialAccountTaken(SocialArrival.NameOf(pending.Identity)), context);
    }

    private static IResult Forget(JourneyInteraction interaction)
    {
        interaction.Change(each => each with { Social = null });
        return JourneyFlow.GoTo(JourneyPage.SignIn, interaction);
    }

    private static Pending? Find(JourneyInteraction interaction) =>
        interaction.Has(JourneyPage.Link) && interaction.Pending.Social is { } identity && SocialArrival.EmailOf(interaction.Pending, identity) is { } email
            ? new Pending(identity, email)
            : null;

    private PageResult Page(JourneyInteraction interaction, Pending pending, ProtocolError? error, HttpContext context)
    {
        var head = JourneyPages.HeadOf(interaction, error, context);
        var model = new SocialLinkPage(head, SocialArrival.NameOf(pending.Identity), pending.Email, directory.Current.SeedPassword);
        return JourneyPages.Show("~/B2C/SocialAccounts/SocialLinkPage.cshtml", model, head, interaction);
    }

    private sealed record Pending(SocialIdentity Identity, string Email);
}

/// <summary>What the page shows that offers to link a social account to the account that has its e-mail address.</summary>
/// <param name="Head">What every page shows.</param>
/// <param name="Provider">The social provider's name.</param>
/// <param name="Email">The address that both accounts have.</param>
/// <param name="SeedPassword">The password of the seeded customers, of whom it may be one.</param>
internal sealed record SocialLinkPage(PageHead Head, string Provider, string Email, string SeedPassword);
