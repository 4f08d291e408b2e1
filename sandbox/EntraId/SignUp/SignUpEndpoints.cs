using Sandbox.EntraId.ExternalId;
using Sandbox.EntraId.Flow;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;

namespace Sandbox.EntraId.SignUp;

/// <summary>The page that <c>prompt=create</c> leads to; in an external tenant, a customer's.</summary>
internal sealed class SignUpEndpoints(
    SignInFlow flow, BrowserSessions sessions, NewAccounts accounts, CustomerSignUp customers)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/signup/{id}", (string id, HttpContext context, SignUpEndpoints page) => page.Show(id, context));
        endpoints.MapPost("/signup/{id}", (string id, HttpContext context, SignUpEndpoints page) => page.SubmitAsync(id, context));
    }

    private PageResult Show(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        return interaction.Request.IsForCustomers ? CustomerSignUp.Show(interaction) : Page(interaction, form: null, error: null, context);
    }

    private async Task<IResult> SubmitAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (interaction.Request.IsForCustomers)
        {
            return await customers.SubmitAsync(interaction, form, context);
        }

        if (form["action"] == "cancel")
        {
            return await flow.AbandonAsync(interaction, PageErrors.Declined(), context);
        }

        var (user, error) = await accounts.CreateAsync(interaction.Request, form["displayName"], form["username"], form["password"]);
        if (user is null)
        {
            return Page(interaction, form, ErrorReport.Of(error!, context), context);
        }

        return flow.GoOnAs(interaction, await sessions.SignInAsync(context, user));
    }

    private PageResult Page(SignInInteraction interaction, RequestParameters? form, ErrorReport? error, HttpContext context)
    {
        var tenant = accounts.FindTenant(interaction.Request);
        return new PageResult("~/EntraId/SignUp/SignUpPage.cshtml", new SignUpPage(
            interaction.Request.Client.DisplayName, tenant.Domain, form?["displayName"], form?["username"] ?? interaction.Request.LoginHint, error))
        {
            Status = error?.Error.Status ?? StatusCodes.Status200OK,
            FormTargets = [interaction.Request.Target.RedirectUri],
        };
    }
}

/// <summary>What the sign-up page shows.</summary>
internal sealed record SignUpPage(string Application, string Domain, string? DisplayName, string? UserName, ErrorReport? Error);
