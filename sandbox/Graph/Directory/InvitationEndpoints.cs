using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sandbox.Applications;
using Sandbox.Customers;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Graph.Writing;
using Sandbox.Mail;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Users;

namespace Sandbox.Graph.Directory;

/// <summary>Invites users of other tenants as guests.</summary>
internal sealed class InvitationEndpoints(
    DirectoryWriter writer, InvitationTickets tickets, Mailbox mailbox, LiveDirectory directory, TimeProvider time)
{
    private const string Address = "invitedUserEmailAddress";
    private const string RedirectUrl = "inviteRedirectUrl";
    private const string Name = "invitedUserDisplayName";
    private const string SendMessage = "sendInvitationMessage";
    private const string Type = "invitedUserType";
    private const string Message = "invitedUserMessageInfo";
    private const string ResetRedemption = "resetRedemption";

    // The length of a user's display name in Microsoft Graph.
    private const int MaxName = 256;

    private static readonly HashSet<string> _properties = new(
        [Address, RedirectUrl, Name, SendMessage, Type, Message, ResetRedemption, "@odata.type"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> _readOnly = new(
        ["id", "inviteRedeemUrl", "status", "invitedUser", "invitedUserSponsors"], StringComparer.OrdinalIgnoreCase);

    public void Map(GraphRoutes routes) => routes.Post("/invitations", CreateAsync);

    private async Task CreateAsync(GraphCall call)
    {
        call.Require(Permissions.Invite);
        var body = await GraphBody.ReadAsync(call);
        Check(body);
        var address = ReadAddress(body);
        var redirect = ReadRedirectUrl(body);
        var name = ReadName(body);
        var sends = ReadBoolean(body, SendMessage);
        var tenant = directory.Current.FindTenant(call.Caller.TenantId)!;
        if (address[(address.LastIndexOf('@') + 1)..].Equals(tenant.Domain, StringComparison.OrdinalIgnoreCase))
        {
            throw GraphErrors.DirectoryBadRequest(
                $"The invited user's email address is of a domain of this directory ({tenant.Domain}). "
                    + "Create a user in its place.");
        }

        var added = new User
        {
            Id = Guid.NewGuid(),
            TenantId = tenant.Id,
            UserPrincipalName = UserNames.OfGuest(address, tenant.Domain),
            DisplayName = name ?? address[..address.LastIndexOf('@')],
            Mail = address,
            InvitedAddress = address,
            Invitation = InvitationState.PendingAcceptance,
            InvitationChangedAt = time.GetUtcNow(),
            CreatedAt = time.GetUtcNow(),
            PasswordHash = null,
            IsOffered = true,
        };

        // To invite a guest again is no mistake: the answer names the guest that there is, with another address to
        // accept at.
        User? guest = null;
        await writer.WriteAsync(Outdated.Nothing, async db =>
        {
            guest = await FindAsync(db, added);
            if (guest is null)
            {
                guest = added;
                db.Add(added);
            }

            return [guest.Id];
        });
        var redeemUrl = tickets.AddressOf(Authority.Of(call.Http.Request), guest!, redirect);
        if (sends)
        {
            mailbox.Deliver(new MailMessage
            {
                SentAt = time.GetUtcNow(),
                To = address,
                Subject = $"{tenant.Name} invited you to access applications within their organization",
                Application = tenant.Name,
                Link = redeemUrl,
            });
        }

        await AnswerAsync(call, new Invitation(guest!, name, redirect, redeemUrl, sends));
    }

    /// <summary>Finds the guest of an earlier invitation. Rejects the user name of a member.</summary>
    private static async Task<User?> FindAsync(SandboxDbContext db, User added)
    {
        // The guest may have got another user name since.
        var invited = await db.Set<User>().FirstOrDefaultAsync(
            user => user.TenantId == added.TenantId && user.InvitedAddress == added.InvitedAddress);
        if (invited is not null)
        {
            return invited;
        }

        var known = await db.Set<User>().FirstOrDefaultAsync(user => user.UserPrincipalName == added.UserPrincipalName);
        return known is null || known.IsGuest ? known : throw GraphErrors.Conflict("userPrincipalName");
    }

    private static Task AnswerAsync(GraphCall call, Invitation invitation) =>
        JsonAnswer.WriteCreatedAsync(call, $"/invitations/{invitation.Guest.Id}", json =>
        {
            var status = invitation.Guest.Invitation == InvitationState.Accepted ? "Completed" : "PendingAcceptance";
            json.WriteString(JsonAnswer.Context, $"{call.Root}/$metadata#invitations/$entity");
            json.WriteString("id", Guid.NewGuid());
            json.WriteString("inviteRedeemUrl", invitation.RedeemUrl);
            json.WriteString(Name, invitation.DisplayName);
            json.WriteString(Type, "Guest");
            json.WriteString(Address, invitation.Guest.InvitedAddress);
            json.WriteBoolean(SendMessage, invitation.SendsMessage);
            json.WriteBoolean(ResetRedemption, false);
            json.WriteString(RedirectUrl, invitation.RedirectUrl);
            json.WriteString("status", status);
            json.WriteStartObject(Message);
            json.WriteNull("messageLanguage");
            json.WriteNull("customizedMessageBody");
            json.WriteStartArray("ccRecipients");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("invitedUser");
            json.WriteString("id", invitation.Guest.Id);
            json.WriteEndObject();
        });

    private static void Check(JsonElement body)
    {
        foreach (var property in body.EnumerateObject())
        {
            if (_readOnly.Contains(property.Name))
            {
                throw GraphErrors.ReadOnly(property.Name);
            }

            if (!_properties.Contains(property.Name))
            {
                throw GraphErrors.NoSuchProperty(property.Name, "invitation");
            }
        }

        if (GraphBody.Find(body, Type) is { ValueKind: not JsonValueKind.Null }
            && !"Guest".Equals(GraphBody.FindText(body, Type), StringComparison.OrdinalIgnoreCase))
        {
            throw GraphErrors.InvalidValue(Type, "the sandbox invites users of the type Guest only.");
        }

        if (ReadBoolean(body, ResetRedemption))
        {
            throw GraphErrors.InvalidValue(
                ResetRedemption,
                "the sandbox does not reset the account of a guest. Delete the guest and invite again.");
        }
    }

    private static string ReadAddress(JsonElement body)
    {
        var text = GraphBody.FindText(body, Address) ?? throw GraphErrors.MissingValue(Address, "Invitation");
        return EmailAddress.TryNormalize(text, out var address, out var problem)
            ? address
            : throw GraphErrors.InvalidValue(Address, problem);
    }

    /// <summary>The display name of the guest; <see langword="null"/> when the body has none.</summary>
    private static string? ReadName(JsonElement body)
    {
        if (GraphBody.Find(body, Name) is not { ValueKind: not JsonValueKind.Null } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String || value.GetString()!.Length > MaxName)
        {
            throw GraphErrors.InvalidValue(Name, $"it must be a text of at most {MaxName} characters.");
        }

        return value.GetString() is { Length: > 0 } name ? name : null;
    }

    private static bool ReadBoolean(JsonElement body, string name) => GraphBody.Find(body, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null or null => false,
        _ => throw GraphErrors.InvalidValue(name, "it must be true or false."),
    };

    /// <summary>The browser of the guest goes there, so it has to be an address of the web.</summary>
    private static string ReadRedirectUrl(JsonElement body)
    {
        var text = GraphBody.FindText(body, RedirectUrl) ?? throw GraphErrors.MissingValue(RedirectUrl, "Invitation");
        return text.Length <= 2048 && AppAddress.IsComplete(text) && new Uri(text).Scheme is "http" or "https"
            ? text
            : throw GraphErrors.InvalidValue(
                RedirectUrl, "it must be a complete address that begins with http:// or https://.");
    }

    private sealed record Invitation(
        User Guest, string? DisplayName, string RedirectUrl, string RedeemUrl, bool SendsMessage);
}
