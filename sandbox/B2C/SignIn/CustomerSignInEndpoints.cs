using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.B2C.Errors;
using Sandbox.B2C.Journeys;
using Sandbox.B2C.Policies;
using Sandbox.Customers;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Social;
using Sandbox.Users;

namespace Sandbox.B2C.SignIn;

/// <summary>The sign-in page of a policy, from which sign-up, password reset and the social providers are reached.</summary>
internal sealed class CustomerSignInEndpoints(
    JourneyFlow flow, CustomerAccounts accounts, LiveDirectory directory, IDbContextFactory<SandboxDbContext> contexts)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/b2c/{id}/signin", (string id, HttpContext context, CustomerSignInEndpoints page) => page.ShowAsync(id, context));
        endpoints.MapPost("/b2c/{id}/signin", (string id, HttpContext context, CustomerSignInEndpoints page) => page.SubmitAsync(id, context));
        endpoints.MapGet("/b2c/{id}/next", (string id, HttpContext context, CustomerSignInEndpoints page) => page.ContinueAsync(id, context));
    }

    /// <summary>The page, with what the person has to be told.</summary>
    public async Task<IResult> PageAsync(JourneyInteraction interaction, ProtocolError? error, HttpContext context, string? typedEmail = null)
    {
        var head = JourneyPages.HeadOf(interaction, error, context);
        await using var db = await contexts.CreateDbContextAsync(context.RequestAborted);
        var offered = await db.Set<User>().AsNoTracking()
            .Where(user => user.TenantId == interaction.Pending.TenantId && user.IsOffered && user.Enabled && user.Mail != null)
            .OrderBy(user => user.Mail).ToListAsync(context.RequestAborted);
        return JourneyPages.Show("~/B2C/SignIn/CustomerSignInPage.cshtml", new CustomerSignInPage(head, typedEmail ?? interaction.Pending.TypedEmail ?? interaction.Request.LoginHint)
        {
            Accounts = offered,
            Providers = SocialProvider.All,
            OffersSignUp = interaction.Has(JourneyPage.SignUp),
            SeedPassword = directory.Current.SeedPassword,
        }, head, interaction);
    }

    private async Task<IResult> ShowAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        return interaction.Has(JourneyPage.SignIn) ? await PageAsync(interaction, error: null, context) : flow.GoOn(interaction);
    }

    private Task<IResult> ContinueAsync(string id, HttpContext context) =>
        flow.ContinueAsync(flow.Open(id, context), context);

    private async Task<IResult> SubmitAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (!interaction.Has(JourneyPage.SignIn))
        {
            return flow.GoOn(interaction);
        }

        if (form["account"] is { } clicked)
        {
            return await accounts.FindByEmailAsync(interaction.Pending.TenantId, clicked, context.RequestAborted) is { IsOffered: true, Enabled: true } user
                ? await flow.SignInAsync(interaction, user, identityProvider: null, isNewUser: false, context)
                : await PageAsync(interaction, JourneyErrors.InvalidCredentials(), context);
        }

        if (form["provider"] is { } provider)
        {
            return flow.StartSocial(interaction, provider, context);
        }

        return form["action"] switch
        {
            "cancel" => await flow.AbandonAsync(interaction, JourneyErrors.Cancelled(), context),
            "signup" when interaction.Has(JourneyPage.SignUp) => LeaveFor(JourneyPage.SignUp, interaction, form),
            "forgot" when interaction.Has(JourneyPage.Reset) => LeaveFor(JourneyPage.Reset, interaction, form),
            "forgot" when interaction.Request.Kind == PolicyKind.SignUpOrSignIn => await flow.AbandonAsync(interaction, JourneyErrors.PasswordForgotten(), context),
            _ => await CheckAsync(interaction, form, context),
        };
    }

    /// <summary>Takes what was typed along to another page.</summary>
    private static IResult LeaveFor(JourneyPage page, JourneyInteraction interaction, RequestParameters form)
    {
        if (EmailAddress.TryNormalize(form["email"], out var email, out _))
        {
            interaction.Change(each => each with { TypedEmail = email });
        }

        return JourneyFlow.GoTo(page, interaction);
    }

    private async Task<IResult> CheckAsync(JourneyInteraction interaction, RequestParameters form, HttpContext context)
    {
        if ((form["email"], form["password"]) is not ({ } email, { } password))
        {
            return await PageAsync(
                interaction,
                JourneyErrors.BadInput("The email address or the password is missing."),
                context,
                form["email"]);
        }

        var check = await accounts.CheckPasswordAsync(interaction.Pending.TenantId, email, password, context.RequestAborted);
        return check.User is { } user
            ? await flow.SignInAsync(interaction, user, identityProvider: null, isNewUser: false, context)
            : await PageAsync(interaction, check.Outcome == PasswordOutcome.LockedOut ? JourneyErrors.LockedOut() : JourneyErrors.InvalidCredentials(), context, email);
    }
}

/// <summary>What the sign-in page of a policy shows.</summary>
internal sealed record CustomerSignInPage(PageHead Head, string? Email)
{
    /// <summary>The seed's customers, who sign in with a click.</summary>
    public required IReadOnlyList<User> Accounts { get; init; }

    public required IReadOnlyList<SocialProvider> Providers { get; init; }

    /// <summary>Whether an account can be made here; it cannot where people come to change one.</summary>
    public required bool OffersSignUp { get; init; }

    public required string SeedPassword { get; init; }
}
