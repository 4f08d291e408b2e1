using Sandbox.Applications;
using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Flow;
using Sandbox.EntraId.Scopes;
using Sandbox.Protocol;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.EntraId.Guests;

/// <summary>A sign-in to accept an invitation. It ends at the address that the invitation names.</summary>
internal sealed class InvitationSignIn(
    InvitationTickets tickets, TenantDirectory tenants, LiveDirectory directory, UserDirectory users) : ISignInKind
{
    // The cloud's app for this, as which it is in the sign-in logs there.
    private static readonly Guid _acceptanceApp = new("4660504c-45b3-4674-a709-71951a6b0763");

    public SignInPurpose Purpose => SignInPurpose.Invitation;

    /// <summary>Reads the address that a guest has opened.</summary>
    /// <exception cref="ProtocolException">
    /// The address belongs to no valid invitation, or has a parameter twice.
    /// </exception>
    public async Task<AuthorizationRequest> ReadAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        parameters.RejectDuplicates();
        var ticket = TicketIn(parameters);
        var guest = (await users.FindAsync(ticket.UserId, cancellationToken))?.User;
        if (guest is not { IsGuest: true } || guest.TenantId != ticket.TenantId)
        {
            throw new ProtocolException(PageErrors.UnknownInvitation());
        }

        return Request(ticket, new RequestParameters(new Dictionary<string, string>
        {
            [InvitationTickets.Parameter] = parameters[InvitationTickets.Parameter]!,
            ["login_hint"] = guest.SignInName,
        }));
    }

    public AuthorizationRequest Read(PendingSignIn pending, HttpContext context) =>
        Request(TicketIn(pending.Parameters), pending.Parameters);

    /// <summary>Rejects a user who is not the invited one, because this user has nothing to accept.</summary>
    public Task<IResult> AnswerAsync(AuthorizationRequest request, SignedInUser session, HttpContext context)
    {
        var isInvited = session.User.Id == TicketIn(request.Parameters).UserId;
        return Task.FromResult(isInvited
            ? Results.Redirect(request.Target.RedirectUri)
            : ErrorPage.Of(SignInErrors.NotTheInvited(session.User.SignInName, request.LoginHint ?? ""), context));
    }

    public Task<IResult> FailAsync(AuthorizationRequest request, ProtocolError error, HttpContext context) =>
        Task.FromResult<IResult>(ErrorPage.Of(error, context));

    private InvitationTicket TicketIn(RequestParameters parameters) =>
        tickets.Read(parameters[InvitationTickets.Parameter])
            ?? throw new ProtocolException(PageErrors.UnknownInvitation());

    private AuthorizationRequest Request(InvitationTicket ticket, RequestParameters parameters)
    {
        if (tenants.Find(ticket.TenantId.ToString()) is not { Tenant: { } tenant } authority)
        {
            throw new ProtocolException(PageErrors.UnknownInvitation());
        }

        var client = new Application
        {
            ClientId = _acceptanceApp,
            TenantId = ticket.TenantId,
            DisplayName = $"Invitation of {tenant.Name}",
            OptionalClaims = [],
            RedirectUris = [],
            PostLogoutRedirectUris = [],
            IdentifierUris = [],
        };
        var graph = directory.Current.RegistrationOf(WellKnown.Graph).Application;
        return new AuthorizationRequest
        {
            Tenant = authority,
            Target = new ResponseTarget(client, ticket.RedirectUrl, ResponseMode.Query, State: null),
            Parameters = parameters,
            WantsCode = false,
            WantsIdToken = false,
            Scope = new ScopeRequest("", [], [new RequestedApi(graph, [], "")]),
            Prompt = Prompts.AsNeeded,
            Claims = ClaimsRequest.Parse(null),
            Purpose = Purpose,
        };
    }
}
