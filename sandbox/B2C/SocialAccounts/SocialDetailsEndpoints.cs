using Sandbox.B2C.Errors;
using Sandbox.B2C.Journeys;
using Sandbox.Customers;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.SocialAccounts;

/// <summary>The page on which somebody with a social account makes an account here.</summary>
internal sealed class SocialDetailsEndpoints(JourneyFlow flow, MailboxProofs mailboxes, CustomerAccounts accounts)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/b2c/{id}/details", (string id, HttpContext context, SocialDetailsEndpoints page) => page.ShowAsync(id, context));
        endpoints.MapPost("/b2c/{id}/details", (string id, HttpContext context, SocialDetailsEndpoints page) => page.SubmitAsync(id, context));
    }

    private async Task<IResult> ShowAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        return interaction.Pending.Social is { } identity && interaction.Has(JourneyPage.Details)
            ? await PageAsync(interaction, identity, form: null, error: null, context)
            : flow.GoOn(interaction);
    }

    private async Task<IResult> SubmitAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (interaction.Pending.Social is not { } identity || !interaction.Has(JourneyPage.Details))
        {
            return flow.GoOn(interaction);
        }

        return form["action"] switch
        {
            "cancel" => await flow.AbandonAsync(interaction, JourneyErrors.Cancelled(), context),
            "create" => await CreateAsync(interaction, identity, form, context),
            _ => await PageAsync(interaction, identity, form, await mailboxes.HandleAsync(interaction, MailboxPurpose.Social, form, context.RequestAborted), context),
        };
    }

    private async Task<IResult> CreateAsync(JourneyInteraction interaction, SocialIdentity identity, RequestParameters form, HttpContext context)
    {
        if (SocialArrival.EmailOf(interaction.Pending, identity) is null
            && await mailboxes.HandleAsync(interaction, MailboxPurpose.Social, form, context.RequestAborted) is { } notProved)
        {
            return await PageAsync(interaction, identity, form, notProved, context);
        }

        var profile = ProfileForm.Of(form).Profile;
        if (ProfileRules.FindProblem(profile) is { } problem)
        {
            return await PageAsync(interaction, identity, form, JourneyErrors.BadInput(problem), context);
        }

        var customer = new NewCustomer(SocialArrival.EmailOf(interaction.Pending, identity)!, Password: null, profile, identity);
        return await accounts.CreateAsync(interaction.Pending.TenantId, customer) is { } user
            ? await flow.SignInAsync(interaction, user, identity.Issuer, isNewUser: true, context)
            : await PageAsync(interaction, identity, form, JourneyErrors.AlreadyExists(), context);
    }

    private async Task<IResult> PageAsync(JourneyInteraction interaction, SocialIdentity identity, RequestParameters? form, ProtocolError? error, HttpContext context)
    {
        var email = SocialArrival.EmailOf(interaction.Pending, identity);
        if (email is not null && await accounts.FindByEmailAsync(interaction.Pending.TenantId, email, context.RequestAborted) is not null)
        {
            return JourneyFlow.GoTo(JourneyPage.Link, interaction);
        }

        var head = JourneyPages.HeadOf(interaction, error, context);
        var state = MailboxProofs.StateOf(interaction.Pending, MailboxPurpose.Social);
        var mailbox = new MailboxForm(head.AddressOf(JourneyPage.Details), state, form?["email"] ?? interaction.Pending.TypedEmail, error is not null);
        var profile = form?["action"] == "create" ? ProfileForm.Of(form) : ProfileForm.Of(identity);
        return JourneyPages.Show("~/B2C/SocialAccounts/SocialDetailsPage.cshtml", new SocialDetailsPage(head, SocialArrival.NameOf(identity), email, mailbox, profile), head, interaction);
    }
}

/// <summary>What the page shows on which somebody with a social account makes an account here.</summary>
/// <param name="Head">What every page shows.</param>
/// <param name="Provider">The social provider's name.</param>
/// <param name="Email">The account's address: the provider vouches for it, or its mailbox was proved; <see langword="null"/> until then.</param>
/// <param name="Mailbox">The mailbox to prove.</param>
/// <param name="Profile">What the provider told, or what was typed.</param>
internal sealed record SocialDetailsPage(PageHead Head, string Provider, string? Email, MailboxForm Mailbox, ProfileForm Profile);
