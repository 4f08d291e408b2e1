using System.Security.Cryptography;
using Sandbox.Applications;
using Sandbox.Protocol;

namespace Sandbox.ManagedIdentities;

/// <summary>Finds the identity that a web app means.</summary>
internal sealed class ManagedIdentityDirectory(LiveDirectory directory)
{
    private const string Header = "X-IDENTITY-HEADER";

    // Several names for one thing: App Service documents the first two, and client libraries send the third.
    private static readonly string[] _principalNames = ["principal_id", "object_id", "mi_object_id"];

    /// <exception cref="ManagedIdentityException">No web app has this header, or it has no such identity.</exception>
    public ManagedIdentity Find(HttpRequest request, RequestParameters parameters)
    {
        if (request.Headers[Header] is not [{ Length: > 0 } header])
        {
            throw new ManagedIdentityException(StatusCodes.Status401Unauthorized,
                $"The header {Header} is missing. Send the value of the environment variable IDENTITY_HEADER: it proves that the request comes from the web app itself.");
        }

        var hash = Secrets.Hash(header);
        var own = directory.Current.ManagedIdentities.Where(identity => CryptographicOperations.FixedTimeEquals(identity.HeaderHash, hash)).ToList();
        return own.Count > 0
            ? Choose(own, parameters)
            : throw new ManagedIdentityException(StatusCodes.Status403Forbidden,
                $"No managed identity has this {Header}. Set IDENTITY_HEADER to the 'header' of an entry in 'managedIdentities' (sandbox/seed.json).");
    }

    private static ManagedIdentity Choose(List<ManagedIdentity> own, RequestParameters parameters)
    {
        var principal = _principalNames.Select(name => parameters[name]).FirstOrDefault(value => value is not null);
        var found = (parameters["client_id"], principal, parameters["mi_res_id"]) switch
        {
            (null, null, null) => own.Find(identity => identity.IsSystemAssigned),
            ({ } client, null, null) => own.Find(identity => Is(identity.ClientId, client)),
            (null, { } id, null) => own.Find(identity => Is(identity.PrincipalId, id)),
            (null, null, _) => null,
            _ => throw ManagedIdentityException.BadRequest("The request names the identity in more than one way. Send one of client_id and principal_id, or neither for the system-assigned identity."),
        };
        return found ?? throw ManagedIdentityException.BadRequest(
            "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId. "
            + "Name an entry in 'managedIdentities' (sandbox/seed.json) by its client id; without one, the system-assigned identity is meant.");
    }

    private static bool Is(Guid id, string text) => Guid.TryParse(text, out var parsed) && parsed == id;
}
