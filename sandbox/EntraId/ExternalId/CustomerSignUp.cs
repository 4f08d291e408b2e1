using Sandbox.Customers;
using Sandbox.EntraId.Flow;
using Sandbox.EntraId.SignUp;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;

namespace Sandbox.EntraId.ExternalId;

/// <summary>The sign-up page of an external tenant.</summary>
internal sealed class CustomerSignUp(SignInFlow flow, BrowserSessions sessions, CustomerAccounts accounts, CodeSteps steps)
{
    private const string Purpose = "signup";

    public static PageResult Show(SignInInteraction interaction) => Page(interaction, new CodePage
    {
        Application = interaction.Request.Client.DisplayName,
        Id = interaction.Pending.Id,
        Email = interaction.Request.LoginHint is { } hint && hint.Contains('@', StringComparison.Ordinal) ? hint : null,
    });

    public async Task<IResult> SubmitAsync(SignInInteraction interaction, RequestParameters form, HttpContext context)
    {
        var typed = new CodePage
        {
            Application = interaction.Request.Client.DisplayName,
            Id = interaction.Pending.Id,
            Email = form["email"],
            Profile = CodePage.ReadProfile(form),
        };
        switch (form["action"])
        {
            case "cancel":
                return await flow.AbandonAsync(interaction, PageErrors.Declined(), context);
            case "send":
                var (email, problem) = steps.Send(Purpose, interaction, form);
                return Page(interaction, typed with { Email = email ?? typed.Email, CodeSent = email is not null, Error = Report(problem, context) });
            case "create":
                return await CreateAsync(interaction, form, typed with { CodeSent = true }, context);
            default:
                return Page(interaction, typed with { Email = null });
        }
    }

    /// <summary>The code comes last, so that a mistake in another field does not use it up.</summary>
    private async Task<IResult> CreateAsync(SignInInteraction interaction, RequestParameters form, CodePage typed, HttpContext context)
    {
        var problem = EmailAddress.TryNormalize(typed.Email, out _, out var badEmail) ? null : badEmail;
        problem ??= PasswordRules.FindProblem(form["newPassword"]) ?? ProfileRules.FindProblem(typed.Profile);
        if (problem is not null)
        {
            return Page(interaction, typed with { Error = Report(ExternalIdErrors.BadField(problem), context) });
        }

        if (steps.Check(Purpose, interaction, form) is { } wrongCode)
        {
            return Page(interaction, typed with { Error = Report(wrongCode, context) });
        }

        var customer = new NewCustomer(typed.Email!, form["newPassword"], typed.Profile, Social: null);
        var user = await accounts.CreateAsync(interaction.Request.Tenant.Tenant!.Id, customer);
        if (user is null)
        {
            // Only now: whoever does not read the mailbox learns nothing about its account.
            return Page(interaction, typed with { CodeSent = false, Error = Report(ExternalIdErrors.AccountExists(), context) });
        }

        return flow.GoOnAs(interaction, await sessions.SignInAsync(context, user));
    }

    private static ErrorReport? Report(ProtocolError? error, HttpContext context) => error is null ? null : ErrorReport.Of(error, context);

    private static PageResult Page(SignInInteraction interaction, CodePage model) => new("~/EntraId/ExternalId/SignUpPage.cshtml", model)
    {
        Status = model.Error?.Error.Status ?? StatusCodes.Status200OK,
        FormTargets = [interaction.Request.Target.RedirectUri],
    };
}
