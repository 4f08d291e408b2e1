using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;
using Sandbox.Protocol;

namespace Sandbox.Users;

/// <summary>What the ticket of an invitation says.</summary>
/// <param name="TenantId">The tenant that invites.</param>
/// <param name="UserId">The guest's object ID in this tenant.</param>
/// <param name="RedirectUrl">Where the guest goes afterwards.</param>
internal sealed record InvitationTicket(Guid TenantId, Guid UserId, string RedirectUrl);

/// <summary>
/// Writes and reads the tickets of invitations. They are encrypted and stored nowhere. A ticket does not sign in: the
/// guest proves to be the user who was invited.
/// </summary>
internal sealed class InvitationTickets(IDataProtectionProvider protection)
{
    /// <summary>Where a guest accepts an invitation.</summary>
    public const string Path = "/redeem";

    /// <summary>The parameter that has the ticket.</summary>
    public const string Parameter = "ticket";

    private readonly IDataProtector _protector = protection.CreateProtector("invitation");

    /// <summary>The address at which a guest accepts an invitation (Graph: <c>inviteRedeemUrl</c>).</summary>
    /// <param name="authority">The sandbox, as the client wrote it.</param>
    /// <param name="guest">The guest.</param>
    /// <param name="redirectUrl">Where the guest goes afterwards.</param>
    public string AddressOf(Authority authority, User guest, string redirectUrl)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(new InvitationTicket(guest.TenantId, guest.Id, redirectUrl));
        var ticket = Base64UrlEncoder.Encode(_protector.Protect(content));
        return $"{authority.Base}{Path}?tenant={guest.TenantId}&user={guest.Id}&{Parameter}={ticket}&ver=2.0";
    }

    /// <summary>Reads a ticket; <see langword="null"/> when it is none of this sandbox.</summary>
    public InvitationTicket? Read(string? ticket)
    {
        if (string.IsNullOrEmpty(ticket))
        {
            return null;
        }

        try
        {
            var content = _protector.Unprotect(Base64UrlEncoder.DecodeBytes(ticket));
            return JsonSerializer.Deserialize<InvitationTicket>(content);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}
