using Sandbox.B2C.Errors;
using Sandbox.B2C.Journeys;
using Sandbox.Customers;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Reset;

/// <summary>The page on which customers choose a new password, as a policy of its own or on the way to a sign-in. An address without an account looks like one with.</summary>
internal sealed class PasswordResetEndpoints(JourneyFlow flow, MailboxProofs mailboxes, CustomerAccounts accounts)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/b2c/{id}/reset", (string id, HttpContext context, PasswordResetEndpoints page) => page.Show(id, context));
        endpoints.MapPost("/b2c/{id}/reset", (string id, HttpContext context, PasswordResetEndpoints page) => page.SubmitAsync(id, context));
    }

    private IResult Show(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        return interaction.Has(JourneyPage.Reset) ? Page(interaction, typed: null, error: null, context) : flow.GoOn(interaction);
    }

    private async Task<IResult> SubmitAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (!interaction.Has(JourneyPage.Reset))
        {
            return flow.GoOn(interaction);
        }

        return form["action"] switch
        {
            "cancel" => await flow.AbandonAsync(interaction, JourneyErrors.Cancelled(), context),
            "continue" => await SaveAsync(interaction, form, context),
            _ => Page(interaction, form["email"], await mailboxes.HandleAsync(interaction, MailboxPurpose.Reset, form, context.RequestAborted), context),
        };
    }

    private async Task<IResult> SaveAsync(JourneyInteraction interaction, RequestParameters form, HttpContext context)
    {
        if (await mailboxes.HandleAsync(interaction, MailboxPurpose.Reset, form, context.RequestAborted) is { } notProved)
        {
            return Page(interaction, form["email"], notProved, context);
        }

        if (PasswordRules.FindProblem(form["newPassword"]) is { } problem)
        {
            return Page(interaction, typed: null, JourneyErrors.BadInput(problem), context);
        }

        var (tenantId, email) = (interaction.Pending.TenantId, MailboxProofs.StateOf(interaction.Pending, MailboxPurpose.Reset).Proved!);
        if (await accounts.FindByEmailAsync(tenantId, email, context.RequestAborted) is not { Enabled: true } account)
        {
            // A code was sent, so there was an account a moment ago.
            return Page(interaction, typed: null, JourneyErrors.InvalidCredentials(), context);
        }

        await accounts.SetPasswordAsync(account.Id, form["newPassword"]!);

        // Read again: its sessions have just ended, and the new one must not be measured against the old moment.
        var user = await accounts.FindByEmailAsync(tenantId, email, context.RequestAborted);
        return await flow.SignInAsync(interaction, user!, identityProvider: null, isNewUser: false, context);
    }

    private static PageResult Page(JourneyInteraction interaction, string? typed, ProtocolError? error, HttpContext context)
    {
        var head = JourneyPages.HeadOf(interaction, error, context);
        var state = MailboxProofs.StateOf(interaction.Pending, MailboxPurpose.Reset);
        var email = typed ?? interaction.Pending.TypedEmail ?? interaction.Request.LoginHint;
        return JourneyPages.Show("~/B2C/Reset/PasswordResetPage.cshtml",
            new PasswordResetPage(head, new MailboxForm(head.AddressOf(JourneyPage.Reset), state, email, error is not null) { IsForCustomersOnly = true }, interaction.Has(JourneyPage.SignIn)),
            head, interaction);
    }
}

/// <summary>What the password reset page shows: the mailbox to prove, then the new password.</summary>
/// <param name="Head">What every page shows.</param>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="IsOnTheWay">Whether the person came from the sign-in page, and may go back there.</param>
internal sealed record PasswordResetPage(PageHead Head, MailboxForm Mailbox, bool IsOnTheWay);
