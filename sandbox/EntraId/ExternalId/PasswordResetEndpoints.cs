using Sandbox.Customers;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Flow;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;

namespace Sandbox.EntraId.ExternalId;

/// <summary>The page behind "Forgot your password?" of an external tenant.</summary>
internal sealed class PasswordResetEndpoints(
    SignInFlow flow, BrowserSessions sessions, CustomerAccounts accounts, CodeSteps steps)
{
    private const string Purpose = "reset";

    /// <summary>Where the page is found.</summary>
    public static string AddressOf(string id) => $"/reset-password/{id}";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/reset-password/{id}", (string id, HttpContext context, PasswordResetEndpoints page) => page.Show(id, context));
        endpoints.MapPost("/reset-password/{id}", (string id, HttpContext context, PasswordResetEndpoints page) => page.SubmitAsync(id, context));
    }

    private PageResult Show(string id, HttpContext context)
    {
        var interaction = Open(id, context);
        var hint = interaction.Request.LoginHint;
        return Page(interaction, email: hint is not null && hint.Contains('@', StringComparison.Ordinal) ? hint : null);
    }

    private async Task<IResult> SubmitAsync(string id, HttpContext context)
    {
        var interaction = Open(id, context);
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        switch (form["action"])
        {
            case "cancel":
                return await flow.AbandonAsync(interaction, PageErrors.Declined(), context);
            case "send":
                var (email, problem) = steps.Send(Purpose, interaction, form);
                return Page(interaction, email ?? form["email"], codeSent: email is not null, problem, context);
            case "reset":
                return await ResetAsync(interaction, form, context);
            default:
                return Page(interaction, email: null);
        }
    }

    private async Task<IResult> ResetAsync(SignInInteraction interaction, RequestParameters form, HttpContext context)
    {
        var tenantId = interaction.Request.Tenant.Tenant!.Id;
        var error = PasswordRules.FindProblem(form["newPassword"]) is { } problem ? ExternalIdErrors.BadField(problem) : null;
        error ??= steps.Check(Purpose, interaction, form);
        if (error is not null)
        {
            return Page(interaction, form["email"], codeSent: true, error, context);
        }

        if (await accounts.FindByEmailAsync(tenantId, form["email"]!, context.RequestAborted) is not { } user)
        {
            return Page(interaction, form["email"], codeSent: false, ExternalIdErrors.NoAccount(), context);
        }

        if (!user.Enabled)
        {
            return flow.ShowRefusal(SignInErrors.Disabled(user.SignInName), interaction.Pending, context);
        }

        await accounts.SetPasswordAsync(user.Id, form["newPassword"]!);

        // Read again, because the sessions of before have ended for it.
        user = (await accounts.FindByEmailAsync(tenantId, form["email"]!, context.RequestAborted))!;
        return flow.GoOnAs(interaction, await sessions.SignInAsync(context, user));
    }

    /// <exception cref="ProtocolException">The request is not one of an external tenant's: work accounts have no mailbox here.</exception>
    private SignInInteraction Open(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        return interaction.Request.IsForCustomers ? interaction : throw new ProtocolException(PageErrors.Unknown());
    }

    private static PageResult Page(SignInInteraction interaction, string? email, bool codeSent = false, ProtocolError? error = null, HttpContext? context = null) =>
        new("~/EntraId/ExternalId/PasswordResetPage.cshtml", new CodePage
        {
            Application = interaction.Request.Client.DisplayName,
            Id = interaction.Pending.Id,
            Email = email,
            CodeSent = codeSent,
            Error = error is null ? null : ErrorReport.Of(error, context!),
        })
        {
            Status = error?.Status ?? StatusCodes.Status200OK,
            FormTargets = [interaction.Request.Target.RedirectUri],
        };
}
