using Sandbox.B2C.Errors;
using Sandbox.Customers;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.B2C.Journeys;

/// <summary>The part of a page that has a person prove a mailbox: type the address, type the code from there, done.</summary>
internal sealed class MailboxProofs(VerificationCodes codes, CustomerAccounts accounts)
{
    /// <summary>How far a proof for <paramref name="purpose"/> is.</summary>
    public static MailboxState StateOf(Journey journey, MailboxPurpose purpose) => journey.MailboxPurpose == purpose
        ? new MailboxState(journey.MailboxEmail, journey.ProvedEmail)
        : new MailboxState(null, null);

    /// <summary>Does what the buttons <c>send</c>, <c>verify</c> and <c>change</c> ask for.</summary>
    /// <returns>What the person has to be told; <see langword="null"/> when it went well.</returns>
    public async Task<ProtocolError?> HandleAsync(JourneyInteraction interaction, MailboxPurpose purpose, RequestParameters form, CancellationToken cancellationToken)
    {
        var state = StateOf(interaction.Pending, purpose);
        if (state.IsProved)
        {
            // A proved address stays what it is. Otherwise one could be proved and another one used.
            return null;
        }

        return form["action"] switch
        {
            "send" => await SendAsync(interaction, purpose, form["email"] ?? state.Email, cancellationToken),
            "change" => TakeBack(interaction),
            _ => Verify(interaction, purpose, state, form["verificationCode"]),
        };
    }

    private async Task<ProtocolError?> SendAsync(JourneyInteraction interaction, MailboxPurpose purpose, string? text, CancellationToken cancellationToken)
    {
        var journey = interaction.Pending;
        if (!EmailAddress.TryNormalize(text, out var email, out var problem))
        {
            return JourneyErrors.BadInput(problem);
        }

        // Looked up for every purpose, and found or not, the same steps follow: the time tells nobody who has an account.
        var account = await accounts.FindByEmailAsync(journey.TenantId, email, cancellationToken);
        var deliver = purpose != MailboxPurpose.Reset || account is { Enabled: true };
        var sent = codes.Send(PurposeOf(journey, purpose), journey.TenantId, email, interaction.Request.Client.DisplayName, deliver);
        if (sent == CodeRequest.TooMany)
        {
            return JourneyErrors.TooManyCodes();
        }

        var changed = interaction.TryChange(each => each with { TypedEmail = email, MailboxPurpose = purpose, MailboxEmail = email, ProvedEmail = null });

        // A button that was pressed twice asked for the same both times.
        return changed || StateOf(interaction.Pending, purpose).Email == email ? null : JourneyErrors.ChangedMeanwhile();
    }

    private static ProtocolError? TakeBack(JourneyInteraction interaction)
    {
        var changed = interaction.TryChange(each => each with { MailboxPurpose = null, MailboxEmail = null, ProvedEmail = null });
        return changed || interaction.Pending.MailboxEmail is null ? null : JourneyErrors.ChangedMeanwhile();
    }

    private ProtocolError? Verify(JourneyInteraction interaction, MailboxPurpose purpose, MailboxState state, string? code)
    {
        var journey = interaction.Pending;
        if (state.Email is not { } email)
        {
            return JourneyErrors.BadInput("Verify your email address first. Select 'Send verification code'.");
        }

        return codes.Check(PurposeOf(journey, purpose), journey.TenantId, email, code) switch
        {
            CodeCheck.Accepted => interaction.TryChange(each => each with { ProvedEmail = email }) ? null : JourneyErrors.ChangedMeanwhile(),
            CodeCheck.Expired => JourneyErrors.ExpiredCode(),
            CodeCheck.TooManyAttempts => JourneyErrors.TooManyCodeAttempts(),
            _ => JourneyErrors.WrongCode(),
        };
    }

    private static string PurposeOf(Journey journey, MailboxPurpose purpose) => $"b2c-{purpose}:{journey.Id}";
}

/// <summary>How far the proof of a mailbox is.</summary>
/// <param name="Email">Where a code was sent; <see langword="null"/> before.</param>
/// <param name="Proved">The address whose code was typed; <see langword="null"/> before. The only one that may be used for anything.</param>
internal sealed record MailboxState(string? Email, string? Proved)
{
    /// <summary>Whether the code was typed.</summary>
    public bool IsProved => Proved is not null;
}

/// <summary>The form in which a mailbox is proved.</summary>
/// <param name="Action">Where it is sent.</param>
/// <param name="State">How far it is.</param>
/// <param name="Typed">The address to fill in.</param>
/// <param name="IsInvalid">Whether what was typed has to be corrected.</param>
internal sealed record MailboxForm(string Action, MailboxState State, string? Typed, bool IsInvalid)
{
    /// <summary>Whether the code goes only to customers, which must not be seen by the page.</summary>
    public bool IsForCustomersOnly { get; init; }
}
