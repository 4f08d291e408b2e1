using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Guests;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.PageFlows;
using Sandbox.Protocol.Sessions;

namespace Sandbox.EntraId.Flow;

/// <summary>
/// Carries a request to Entra ID or External ID from page to page. <see cref="SignInDecision"/> decides which page
/// is next, and the <see cref="ISignInKind"/> of the request's purpose gives the answer.
/// </summary>
internal sealed class SignInFlow(
    PendingRequests<PendingSignIn> pendings, BrowserSessions sessions, GuestAccounts guests, SignInDecision decision,
    IEnumerable<ISignInKind> kinds)
    : PageFlow<AuthorizationRequest, PendingSignIn, AskForPage>(pendings)
{
    /// <summary>Where a page of a waiting request is found.</summary>
    public static string AddressOf(EntraPage page, string id) => page switch
    {
        EntraPage.SignUp => $"/signup/{id}",
        EntraPage.MultiFactor => $"/multi-factor/{id}",
        EntraPage.Consent => $"/consent/{id}",
        EntraPage.Device => $"/devicelogin/{id}",
        EntraPage.Invitation => $"/invitation/{id}",
        _ => $"/signin/{id}",
    };

    /// <summary>Picks a waiting request up.</summary>
    /// <exception cref="ProtocolException">The request is over, too old, or no longer acceptable.</exception>
    public SignInInteraction Open(string id, HttpContext context)
    {
        var pending = Pendings.Get(id, context);
        return new SignInInteraction(KindOf(pending.Purpose).Read(pending, context), pending, Pendings);
    }

    /// <summary>
    /// The session that a page after the sign-in is about. <see langword="null"/> when the request needs another page
    /// now: everybody can type a page's address, and none of them may be reached before those that come first.
    /// </summary>
    public async Task<SignedInUser?> SessionForPageAsync(
        SignInInteraction interaction, EntraPage page, HttpContext context)
    {
        if (await DecideAsync(interaction.Request, interaction.Pending, context) is not AskForPage ask)
        {
            return null;
        }

        if (ask.Demand != SignInDemands.None)
        {
            // The newest request remembers it, and may differ from the one that this was decided by.
            interaction.Change(ask.Remember);
            return null;
        }

        return ask.Page == page ? ask.Session : null;
    }

    /// <summary>
    /// Goes on with a session that the person has just chosen or signed in to. Of several choices, the last one counts.
    /// A second factor's code is for one account, so another account gets another code.
    /// </summary>
    public IResult GoOnAs(SignInInteraction interaction, Guid sessionId)
    {
        interaction.Change(each => each.SessionId == sessionId
            ? each
            : each with { SessionId = sessionId, MultiFactorCode = null });
        return GoOn(interaction);
    }

    /// <inheritdoc />
    protected override async Task<FlowStep> DecideAsync(
        AuthorizationRequest request, PendingSignIn? pending, HttpContext context)
    {
        var signedIn = await sessions.GetAsync(context, context.RequestAborted);
        var acting = await guests.InTenantAsync(request.Tenant, signedIn, context.RequestAborted);
        return await decision.DecideAsync(request, pending, acting, context.RequestAborted);
    }

    /// <inheritdoc />
    protected override PendingSignIn NewPending(AuthorizationRequest request, BrowserMark browser) =>
        new(request.Parameters, browser) { Tenant = request.Tenant.Segment, Purpose = request.Purpose };

    /// <inheritdoc />
    protected override IResult SendTo(AskForPage ask, PendingSignIn pending, HttpContext context)
    {
        Pendings.Change(pending, ask.Remember);
        return Results.Redirect(AddressOf(ask.Page, pending.Id));
    }

    /// <inheritdoc />
    protected override Task<IResult> AnswerAsync(
        AuthorizationRequest request, PendingSignIn? pending, SignedInUser session, HttpContext context) =>
        KindOf(request.Purpose).AnswerAsync(request, session, context);

    /// <inheritdoc />
    protected override Task<IResult> FailAsync(
        AuthorizationRequest request, ProtocolError error, HttpContext context) =>
        KindOf(request.Purpose).FailAsync(request, error, context);

    /// <inheritdoc />
    protected override string NextAddressOf(PendingSignIn pending) => $"/signin/{pending.Id}/next";

    /// <inheritdoc />
    protected override string SignInAddressOf(PendingSignIn pending) => AddressOf(EntraPage.SignIn, pending.Id);

    private ISignInKind KindOf(SignInPurpose purpose) => kinds.First(kind => kind.Purpose == purpose);
}

/// <summary>A waiting sign-in, as a page works on it.</summary>
internal sealed class SignInInteraction(
    AuthorizationRequest request, PendingSignIn pending, PendingRequests<PendingSignIn> pendings)
    : Interaction<AuthorizationRequest, PendingSignIn>(request, pending, pendings);

/// <summary>The step that asks for one of the pages.</summary>
/// <param name="Page">The page.</param>
/// <param name="WhenSilent">What the app is told where no page can be shown.</param>
internal sealed record AskForPage(EntraPage Page, ProtocolError WhenSilent) : FlowStep.Ask(WhenSilent)
{
    /// <summary>Whose page it is, once it is known who signs in.</summary>
    public SignedInUser? Session { get; init; }

    /// <summary>What a scenario has just demanded.</summary>
    public SignInDemands Demand { get; init; }

    /// <summary>Keeps the demand with the sign-in, because the scenario may be over when the person answers.</summary>
    public PendingSignIn Remember(PendingSignIn pending) => pending with { Demands = pending.Demands | Demand };
}

/// <summary>The pages that a sign-in may show.</summary>
internal enum EntraPage
{
    /// <summary>Choose an account or type a password.</summary>
    SignIn,

    /// <summary>Make an account.</summary>
    SignUp,

    /// <summary>Pass a second factor.</summary>
    MultiFactor,

    /// <summary>Allow the application what it asks for.</summary>
    Consent,

    /// <summary>Confirm that the device that waits is one's own.</summary>
    Device,

    /// <summary>Accept the invitation of the tenant.</summary>
    Invitation,
}
