using Sandbox.B2C.Errors;
using Sandbox.B2C.Journeys;
using Sandbox.Customers;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.SignUp;

/// <summary>The page on which customers make an account with a password.</summary>
internal sealed class CustomerSignUpEndpoints(JourneyFlow flow, MailboxProofs mailboxes, CustomerAccounts accounts)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/b2c/{id}/signup", (string id, HttpContext context, CustomerSignUpEndpoints page) => page.ShowAsync(id, context));
        endpoints.MapPost("/b2c/{id}/signup", (string id, HttpContext context, CustomerSignUpEndpoints page) => page.SubmitAsync(id, context));
    }

    private async Task<IResult> ShowAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        return interaction.Has(JourneyPage.SignUp) ? await PageAsync(interaction, form: null, error: null, context) : flow.GoOn(interaction);
    }

    private async Task<IResult> SubmitAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (!interaction.Has(JourneyPage.SignUp))
        {
            return flow.GoOn(interaction);
        }

        return form["action"] switch
        {
            "cancel" => await flow.AbandonAsync(interaction, JourneyErrors.Cancelled(), context),
            "signin" => JourneyFlow.GoTo(JourneyPage.SignIn, interaction),
            "create" => await CreateAsync(interaction, form, context),
            _ => await PageAsync(interaction, form, await mailboxes.HandleAsync(interaction, MailboxPurpose.SignUp, form, context.RequestAborted), context),
        };
    }

    private async Task<IResult> CreateAsync(JourneyInteraction interaction, RequestParameters form, HttpContext context)
    {
        if (await mailboxes.HandleAsync(interaction, MailboxPurpose.SignUp, form, context.RequestAborted) is { } notProved)
        {
            return await PageAsync(interaction, form, notProved, context);
        }

        var (profile, password) = (ProfileForm.Of(form).Profile, form["newPassword"]);
        if ((PasswordRules.FindProblem(password) ?? ProfileRules.FindProblem(profile)) is { } problem)
        {
            return await PageAsync(interaction, form, JourneyErrors.BadInput(problem), context);
        }

        var email = MailboxProofs.StateOf(interaction.Pending, MailboxPurpose.SignUp).Proved!;
        var user = await accounts.CreateAsync(interaction.Pending.TenantId, new NewCustomer(email, password, profile, Social: null));
        return user is null
            ? await PageAsync(interaction, form, JourneyErrors.AlreadyExists(), context)
            : await flow.SignInAsync(interaction, user, identityProvider: null, isNewUser: true, context);
    }

    private async Task<IResult> PageAsync(JourneyInteraction interaction, RequestParameters? form, ProtocolError? error, HttpContext context)
    {
        var state = MailboxProofs.StateOf(interaction.Pending, MailboxPurpose.SignUp);

        // Told to nobody but the mailbox's reader.
        var isTaken = state.Proved is { } email && await accounts.FindByEmailAsync(interaction.Pending.TenantId, email, context.RequestAborted) is not null;
        var head = JourneyPages.HeadOf(interaction, isTaken ? JourneyErrors.AlreadyExists() : error, context);
        var typed = form?["email"] ?? interaction.Pending.TypedEmail ?? interaction.Request.LoginHint;
        var mailbox = new MailboxForm(head.AddressOf(JourneyPage.SignUp), state, typed, error is not null);
        return JourneyPages.Show("~/B2C/SignUp/CustomerSignUpPage.cshtml",
            new CustomerSignUpPage(head, mailbox, form is null ? ProfileForm.Empty : ProfileForm.Of(form), isTaken), head, interaction);
    }
}

/// <summary>What the sign-up page of a policy shows: the mailbox to prove, then the account's fields.</summary>
/// <param name="Head">What every page shows.</param>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="Profile">What was typed.</param>
/// <param name="IsTaken">Whether the proved address has an account already.</param>
internal sealed record CustomerSignUpPage(PageHead Head, MailboxForm Mailbox, ProfileForm Profile, bool IsTaken);
