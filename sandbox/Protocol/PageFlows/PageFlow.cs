using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;
using Sandbox.Wire;

namespace Sandbox.Protocol.PageFlows;

/// <summary>
/// Carries an authorization request from page to page until it has its answer. Entra ID, External ID and Azure AD B2C
/// share it. What differs between them, such as the page that comes next, is in the classes that derive from it.
/// </summary>
/// <typeparam name="TRequest">What is asked for.</typeparam>
/// <typeparam name="TPending">The same request while it waits for a person.</typeparam>
/// <typeparam name="TAsk">The service's step that asks for a page.</typeparam>
/// <param name="pendings">The requests that wait.</param>
internal abstract class PageFlow<TRequest, TPending, TAsk>(PendingRequests<TPending> pendings)
    where TRequest : CheckedRequest
    where TPending : PendingRequest
    where TAsk : FlowStep.Ask
{
    /// <summary>The requests that wait.</summary>
    protected PendingRequests<TPending> Pendings { get; } = pendings;

    /// <summary>Decides and takes the first step of a request.</summary>
    public Task<IResult> BeginAsync(TRequest request, HttpContext context) =>
        StepAsync(request, pending: null, context);

    /// <summary>Decides and takes the next step after a page.</summary>
    public Task<IResult> ContinueAsync(Interaction<TRequest, TPending> interaction, HttpContext context) =>
        StepAsync(interaction.Request, interaction.Pending, context);

    /// <summary>
    /// Leaves a page that has done its part, for the address that continues. A redirect, so that going back or
    /// reloading repeats no form.
    /// </summary>
    public IResult GoOn(Interaction<TRequest, TPending> interaction) => GoOn(interaction.Pending);

    /// <summary>Shows why this account cannot sign in, with a link to another account.</summary>
    public IResult ShowRefusal(ProtocolError error, TPending pending, HttpContext context) =>
        ErrorPage.Of(error, context, new ErrorPage.Link("Use another account", SignInAddressOf(pending)));

    /// <summary>Ends the request with an error, because the person does not want to go on or cannot.</summary>
    /// <exception cref="ProtocolException">The request is over already.</exception>
    public Task<IResult> AbandonAsync(
        Interaction<TRequest, TPending> interaction, ProtocolError error, HttpContext context)
    {
        Pendings.Complete(interaction.Pending);
        return FailAsync(interaction.Request, error, context);
    }

    /// <summary>Decides what a request needs next.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pending">What the person did so far; <see langword="null"/> when it has just arrived.</param>
    /// <param name="context">The browser, with its sessions.</param>
    /// <returns>A <typeparamref name="TAsk"/>, a refusal or the answer.</returns>
    protected abstract Task<FlowStep> DecideAsync(TRequest request, TPending? pending, HttpContext context);

    /// <summary>Makes of a request one that waits.</summary>
    protected abstract TPending NewPending(TRequest request, BrowserMark browser);

    /// <summary>Sends the browser to the page that is asked for.</summary>
    protected abstract IResult SendTo(TAsk ask, TPending pending, HttpContext context);

    /// <summary>Gives what was asked for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pending">What the person did for it; <see langword="null"/> when no page was needed.</param>
    /// <param name="session">Whose sign-in it is.</param>
    /// <param name="context">The browser.</param>
    protected abstract Task<IResult> AnswerAsync(
        TRequest request, TPending? pending, SignedInUser session, HttpContext context);

    /// <summary>Answers the request with an error.</summary>
    protected abstract Task<IResult> FailAsync(TRequest request, ProtocolError error, HttpContext context);

    /// <summary>The address that goes on with a request.</summary>
    protected abstract string NextAddressOf(TPending pending);

    /// <summary>The address of the page on which the person can choose an account.</summary>
    protected abstract string SignInAddressOf(TPending pending);

    private async Task<IResult> StepAsync(TRequest request, TPending? pending, HttpContext context)
    {
        var isSilent = request.Prompt.HasFlag(Prompts.Never) || NavigationFilter.IsInsideOfPage(context);
        switch (await DecideAsync(request, pending, context))
        {
            case TAsk ask when isSilent:
                return await EndAsync(ask.WhenSilent);
            case TAsk ask:
                return SendTo(ask, pending ?? Keep(request, context), context);
            case FlowStep.Refuse { Error: { StaysHere: true } error } when isSilent:
                // The person would have to read it on a page.
                return await EndAsync(error with { Error = "interaction_required" });
            case FlowStep.Refuse { Error: { StaysHere: true } error }:
                return ShowRefusal(error, pending ?? Keep(request, context), context);
            case FlowStep.Refuse refuse:
                return await EndAsync(refuse.Error);
            case FlowStep.Answer answer:
                if (pending is not null && !Pendings.TryComplete(pending))
                {
                    // Another tab has changed the request since the answer was decided, for example to another account.
                    return GoOn(pending);
                }

                if (context.Features.Get<ExchangeNotes>() is { } notes)
                {
                    notes.User = answer.Session.User.SignInName;
                }

                return await AnswerAsync(request, pending, answer.Session, context);
            case var step:
                throw new InvalidOperationException($"The step {step.GetType().Name} is not one of this service.");
        }

        // The app gets one answer to a request, also when it is an error.
        Task<IResult> EndAsync(ProtocolError error)
        {
            if (pending is not null)
            {
                Pendings.Complete(pending);
            }

            return FailAsync(request, error, context);
        }
    }

    private TPending Keep(TRequest request, HttpContext context)
    {
        var pending = Pendings.Add(NewPending(request, BrowserMark.Of(context)));
        if (context.Features.Get<ExchangeNotes>() is { } notes)
        {
            notes.InteractionId = pending.Id;
        }

        return pending;
    }

    private IResult GoOn(TPending pending) => Results.Redirect(NextAddressOf(pending));
}

/// <summary>What an authorization request needs next.</summary>
internal abstract record FlowStep
{
    /// <summary>The user has to visit a page. Each service adds which page.</summary>
    /// <param name="WhenSilent">The error where no page can be shown, as with <c>prompt=none</c>.</param>
    public abstract record Ask(ProtocolError WhenSilent) : FlowStep;

    /// <summary>The request ends with an error.</summary>
    public sealed record Refuse(ProtocolError Error) : FlowStep;

    /// <summary>The request succeeds.</summary>
    public sealed record Answer(SignedInUser Session) : FlowStep;
}
