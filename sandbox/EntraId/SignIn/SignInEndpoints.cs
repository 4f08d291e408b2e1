using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.ExternalId;
using Sandbox.EntraId.Flow;
using Sandbox.EntraId.Guests;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;
using Sandbox.Users;

namespace Sandbox.EntraId.SignIn;

/// <summary>The sign-in page, for work accounts and, in an external tenant, for customers.</summary>
internal sealed class SignInEndpoints(
    SignInFlow flow, BrowserSessions sessions, Accounts accounts, CustomerSignIn customers,
    GuestAccounts guests, AccountList list, LiveDirectory directory, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/signin/{id}", (string id, HttpContext context, SignInEndpoints page) => page.ShowAsync(id, context));
        endpoints.MapPost("/signin/{id}", (string id, HttpContext context, SignInEndpoints page) => page.SubmitAsync(id, context));
        endpoints.MapGet("/signin/{id}/next", (string id, HttpContext context, SignInEndpoints page) => page.ContinueAsync(id, context));
    }

    private async Task<IResult> ShowAsync(string id, HttpContext context) =>
        await PageAsync(flow.Open(id, context), userName: null, error: null, context);

    private async Task<IResult> SubmitAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (form["account"] is { } account)
        {
            var (clicked, obstacle) = await ClickAsync(interaction.Request, account, context);
            return clicked is null
                ? await RefuseAsync(interaction, account, obstacle!, context)
                : await SignInAsync(interaction, clicked, hasProvedAnew: false, context);
        }

        if (form["action"] == "cancel")
        {
            return await flow.AbandonAsync(interaction, PageErrors.Declined(), context);
        }

        if (form["action"] == "change" && !interaction.Request.IsForCustomers)
        {
            return await ChangePasswordAsync(interaction, form, context);
        }

        if ((form["username"], form["password"]) is not ({ } userName, { } password))
        {
            return await RefuseAsync(interaction, form["username"], SignInErrors.NothingTyped(), context);
        }

        var (user, error) = interaction.Request.IsForCustomers
            ? await customers.TypeAsync(interaction.Request, userName, password, context.RequestAborted)
            : await accounts.FindAsync(interaction.Request.Place, userName.Trim(), password, context.RequestAborted);
        return user is null
            ? await RefuseAsync(interaction, userName, error!, context)
            : await SignInAsync(interaction, user, hasProvedAnew: true, context);
    }

    private async Task<(User? User, ProtocolError? Error)> ClickAsync(AuthorizationRequest request, string account, HttpContext context) => request.IsForCustomers
        ? await customers.ClickAsync(request, account, await sessions.GetAsync(context, context.RequestAborted), context.RequestAborted)
        : await accounts.FindAsync(request.Place, account, context.RequestAborted);

    /// <summary>Takes the form that asks for a new password in the place of one that has expired.</summary>
    private async Task<IResult> ChangePasswordAsync(
        SignInInteraction interaction, RequestParameters form, HttpContext context)
    {
        var fields = (form["username"], form["password"], form["newPassword"]);
        if (fields is not ({ } userName, { } password, { } newPassword))
        {
            return NewPasswordPage(interaction, form["username"] ?? "", SignInErrors.NothingTyped(), context);
        }

        var (user, error) = await accounts.ChangePasswordAsync(
            interaction.Request.Place, userName.Trim(), password, newPassword, context.RequestAborted);
        return user is not null ? await SignInAsync(interaction, user, hasProvedAnew: true, context)
            : error!.IsCorrectable ? NewPasswordPage(interaction, userName, error, context)
            : flow.ShowRefusal(error, interaction.Pending, context);
    }

    private Task<IResult> ContinueAsync(string id, HttpContext context) =>
        flow.ContinueAsync(flow.Open(id, context), context);

    /// <summary>Uses the account's session where it has one that will do, and starts one otherwise.</summary>
    private async Task<IResult> SignInAsync(SignInInteraction interaction, User user, bool hasProvedAnew, HttpContext context)
    {
        var signedIn = await SessionsOfAsync(interaction.Request, context);
        var existing = signedIn.FirstOrDefault(each =>
            each.Session.UserId == user.Id && AccountChoice.MaySignIn(interaction.Request, each.User));
        var sessionId = existing is null || hasProvedAnew || AccountChoice.NeedsNewSignIn(interaction.Request, existing, time.GetUtcNow())
            ? await sessions.SignInAsync(context, user)
            : existing.Session.Id;

        return flow.GoOnAs(interaction, sessionId);
    }

    /// <summary>A mistake that the person can correct keeps them on the page; anything else ends here.</summary>
    private async Task<IResult> RefuseAsync(SignInInteraction interaction, string? userName, ProtocolError error, HttpContext context) =>
        error.Code == SignInErrors.PasswordExpired().Code
            ? NewPasswordPage(interaction, userName!, error: null, context)
        : error.IsCorrectable
            ? await PageAsync(interaction, userName, ErrorReport.Of(error, context), context)
            : flow.ShowRefusal(error, interaction.Pending, context);

    private async Task<IReadOnlyList<SignedInUser>> SessionsOfAsync(AuthorizationRequest request, HttpContext context)
    {
        var signedIn = await sessions.GetAsync(context, context.RequestAborted);
        return await guests.InTenantAsync(request.Tenant, signedIn, context.RequestAborted);
    }

    private static PageResult NewPasswordPage(
        SignInInteraction interaction, string userName, ProtocolError? error, HttpContext context)
    {
        var page = new NewPasswordPage(userName, error is null ? null : ErrorReport.Of(error, context));
        return new PageResult("~/EntraId/SignIn/NewPasswordPage.cshtml", page)
        {
            Status = error?.Status ?? StatusCodes.Status200OK,
            FormTargets = [interaction.Request.Target.RedirectUri],
        };
    }

    private async Task<PageResult> PageAsync(SignInInteraction interaction, string? userName, ErrorReport? error, HttpContext context)
    {
        var request = interaction.Request;
        var signedIn = await SessionsOfAsync(request, context);
        var model = new SignInPage
        {
            Application = request.Client.DisplayName,
            Organization = request.Tenant.Tenant?.Name,
            Accounts = await list.ForAsync(request, signedIn, context.RequestAborted),
            SeedPassword = directory.Current.SeedPassword,
            UserName = userName ?? await list.UserNameAsync(request, context.RequestAborted),
            Error = error,
        };
        var (view, shown) = request.IsForCustomers
            ? ("~/EntraId/ExternalId/SignInPage.cshtml", (object)new CustomerSignInPage(interaction.Pending.Id, model))
            : ("~/EntraId/SignIn/SignInPage.cshtml", model);
        return new PageResult(view, shown)
        {
            Status = error?.Error.Status ?? StatusCodes.Status200OK,
            FormTargets = [request.Target.RedirectUri],
        };
    }
}

/// <summary>What the sign-in page shows.</summary>
internal sealed record SignInPage
{
    public required string Application { get; init; }

    /// <summary>The organization, where the authority names one.</summary>
    public required string? Organization { get; init; }

    public required IReadOnlyList<Account> Accounts { get; init; }

    /// <summary>The password of the seeded users.</summary>
    public required string SeedPassword { get; init; }

    public string? UserName { get; init; }

    public ErrorReport? Error { get; init; }

    internal sealed record Account(string UserName, string DisplayName, bool IsSignedIn)
    {
        public static Account Of(User user, bool signedIn) => new(user.SignInName, user.DisplayName, signedIn);
    }
}

/// <summary>The page that asks for a new password.</summary>
/// <param name="UserName">Whose password it is.</param>
/// <param name="Error">What was wrong with the form.</param>
internal sealed record NewPasswordPage(string UserName, ErrorReport? Error);
