using Microsoft.AspNetCore.WebUtilities;
using Sandbox.Applications;
using Sandbox.Protocol.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;
using Sandbox.Tenants;
using Sandbox.Wire;

namespace Sandbox.Protocol.Logout;

/// <summary>Finds out who signs out, and where to go then.</summary>
internal sealed class LogoutRequestReader(IdTokenHints hints, LiveDirectory directory)
{
    /// <param name="tenant">The tenant that was asked.</param>
    /// <param name="issuerOf">The issuer that the service has for a tenant.</param>
    /// <param name="context">The request.</param>
    /// <param name="sessions">Who is signed in.</param>
    /// <exception cref="ProtocolException">The request is malformed.</exception>
    public async Task<LogoutRequest> ReadAsync(TenantReference tenant, Func<Guid, string> issuerOf, HttpContext context, IReadOnlyList<SignedInUser> sessions)
    {
        var cancellationToken = context.RequestAborted;
        var parameters = await RequestParameters.ReadAsync(context.Request, cancellationToken);
        parameters.RejectDuplicates();
        var hint = await hints.ReadAsync(parameters["id_token_hint"], tenant, issuerOf, cancellationToken);
        var candidates = FindClients(hint?.ClientId ?? ParseId(parameters["client_id"]), parameters["post_logout_redirect_uri"], tenant);
        var notes = context.Features.Get<ExchangeNotes>();
        Note(notes, parameters, hint, candidates);
        var address = parameters["post_logout_redirect_uri"];
        var known = sessions.Where(each => tenant.Admits(each.User.TenantId) && (tenant.IsForCustomers || !each.User.IsCustomer)).ToList();
        var isRegistered = address is not null
            && candidates.Exists(client => PostLogoutRedirectUris.IsRegistered(client, address));
        return new LogoutRequest
        {
            Tenant = tenant,
            Parameters = parameters,
            Client = candidates is [var only] ? only : null,
            ContinueAt = isRegistered ? WithState(address!, parameters["state"]) : null,
            RefusedAddress = isRegistered ? null : address,
            Known = known,
            Sessions = Choose(known, parameters, hint),
        };
    }

    /// <summary>The account that the hints name; otherwise the only one; otherwise the person has to choose.</summary>
    private static List<SignedInUser>? Choose(List<SignedInUser> sessions, RequestParameters parameters, IdTokenHint? hint)
    {
        if (parameters["all"] is not null)
        {
            return sessions;
        }

        if (hint is not null)
        {
            return [.. sessions.Where(each => each.User.Id == hint.UserId)];
        }

        if (parameters["logout_hint"] is { } named)
        {
            return [.. sessions.Where(each => named.Equals(each.User.SignInName, StringComparison.OrdinalIgnoreCase) || named == LoginHints.Of(each.User))];
        }

        return sessions.Count <= 1 ? sessions : null;
    }

    private static string WithState(string address, string? state) =>
        state is null ? address : QueryHelpers.AddQueryString(address, "state", state);

    private static Guid? ParseId(string? clientId) => Guid.TryParse(clientId, out var id) ? id : null;

    private static void Note(ExchangeNotes? notes, RequestParameters parameters, IdTokenHint? hint, List<Application> candidates)
    {
        if (notes is null)
        {
            return;
        }

        notes.ClientId = candidates is [var client] ? client.ClientId.ToString() : null;
        if (parameters["id_token_hint"] is not null)
        {
            notes.Note("id_token_hint is one of ours", passed: hint is not null);
        }

        if (parameters["post_logout_redirect_uri"] is { } address)
        {
            var isRegistered = candidates.Exists(each => PostLogoutRedirectUris.IsRegistered(each, address));
            notes.Note("post_logout_redirect_uri is registered", isRegistered, address);
        }
    }

    /// <summary>The application of the tenant that the request names; where it names none, those that registered the address.</summary>
    private List<Application> FindClients(Guid? clientId, string? address, TenantReference tenant)
    {
        var current = directory.Current;
        var known = current.Applications.Where(application => current.IsKnownTo(tenant, application));
        return
        [
            .. known.Where(application => clientId is { } id
                ? application.ClientId == id
                : address is not null && PostLogoutRedirectUris.IsRegistered(application, address)),
        ];
    }
}
