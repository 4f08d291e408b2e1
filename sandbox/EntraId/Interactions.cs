using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.SignIn;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;

namespace Sandbox.EntraId;

/// <summary>Carries an authorization request from page to page until the application has its answer.</summary>
internal sealed class Interactions(
    PendingSignIns pendings, BrowserSessions sessions, AuthorizationFlow flow, IEnumerable<ISignInKind> kinds)
{
    /// <summary>Where a page of a waiting request is found.</summary>
    public static string AddressOf(InteractionPage page, string id) => page switch
    {
        InteractionPage.SignUp => $"/signup/{id}",
        InteractionPage.MultiFactor => $"/multi-factor/{id}",
        InteractionPage.Consent => $"/consent/{id}",
        InteractionPage.Device => $"/devicelogin/{id}",
        _ => $"/signin/{id}",
    };

    /// <summary>Leaves a page that has done its part. A redirect, so that going back or reloading repeats no form.</summary>
    public static IResult GoOn(Interaction interaction) => Results.Redirect($"/signin/{interaction.Pending.Id}/next");

    /// <summary>Picks a waiting request up.</summary>
    /// <exception cref="ProtocolException">The request is over, too old, or no longer acceptable.</exception>
    public Interaction Open(string id, HttpContext context)
    {
        var pending = pendings.Get(id, context);
        return new Interaction(pending, KindOf(pending.Purpose).Read(pending, context));
    }

    /// <summary>Does what the request needs next.</summary>
    public async Task<IResult> ContinueAsync(AuthorizationRequest request, PendingSignIn? pending, HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var kind = KindOf(request.Purpose);
        var silent = request.Prompt.HasFlag(Prompts.Never) || NavigationFilter.IsInsideOfPage(context);
        var signedIn = await sessions.GetAsync(context, cancellationToken);
        switch (await flow.NextAsync(request, pending, signedIn, cancellationToken))
        {
            case AuthorizationStep.Ask ask when silent:
                return await kind.FailAsync(request, ask.WhenSilent, context);
            case AuthorizationStep.Ask ask:
                pending ??= pendings.Create(request.Tenant.Segment, request.Parameters, request.Purpose, context);
                Remember(ask, pending);
                return Results.Redirect(AddressOf(ask.Page, pending.Id));
            case AuthorizationStep.Refuse { Error.StaysHere: true } refuse when !silent:
                pending ??= pendings.Create(request.Tenant.Segment, request.Parameters, request.Purpose, context);
                return Refuse(refuse.Error, pending, context);
            case AuthorizationStep.Refuse refuse:
                return await kind.FailAsync(request, silent && refuse.Error.StaysHere ? refuse.Error with { Error = "interaction_required" } : refuse.Error, context);
            case AuthorizationStep.Answer answer:
                if (pending is not null)
                {
                    pendings.Complete(pending);
                }

                return await kind.AnswerAsync(request, answer.Session, context);
            default:
                throw new InvalidOperationException("The flow knows a step that has no handling.");
        }
    }

    /// <summary>
    /// The session that a page after the sign-in is about. <see langword="null"/> when the request needs another page now: everybody can type a page's
    /// address, and none of them may be reached before those that come first.
    /// </summary>
    public async Task<BrowserSession?> FindSessionAsync(Interaction interaction, InteractionPage page, HttpContext context)
    {
        var signedIn = await sessions.GetAsync(context, context.RequestAborted);
        var step = await flow.NextAsync(interaction.Request, interaction.Pending, signedIn, context.RequestAborted);
        if (step is not AuthorizationStep.Ask ask)
        {
            return null;
        }

        Remember(ask, interaction.Pending);
        return ask.Page == page ? ask.Session : null;
    }

    /// <summary>Ends the request because the person does not want to go on.</summary>
    public async Task<IResult> AbandonAsync(Interaction interaction, ProtocolError error, HttpContext context)
    {
        pendings.Complete(interaction.Pending);
        return await KindOf(interaction.Request.Purpose).FailAsync(interaction.Request, error, context);
    }

    /// <summary>Shows why this account cannot go on; another one may.</summary>
    public static IResult Refuse(ProtocolError error, PendingSignIn pending, HttpContext context) =>
        ErrorPage.Of(error, context, new ErrorPage.Link("Use another account", AddressOf(InteractionPage.SignIn, pending.Id)));

    private ISignInKind KindOf(SignInPurpose purpose) => kinds.First(kind => kind.Purpose == purpose);

    private void Remember(AuthorizationStep.Ask ask, PendingSignIn pending)
    {
        if (ask.Demand != SignInDemands.None)
        {
            pendings.Demand(pending, ask.Demand);
        }
    }
}

/// <summary>A waiting authorization request and what is known about its progress.</summary>
internal sealed record Interaction(PendingSignIn Pending, AuthorizationRequest Request);
