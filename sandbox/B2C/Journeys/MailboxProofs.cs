using Sandbox.B2C.Errors;
using Sandbox.Customers;
using Sandbox.EntraId;
using Sandbox.EntraId.Errors;

namespace Sandbox.B2C.Journeys;

/// <summary>The part of a page that has a person prove a mailbox: type the address, type the code from there, done.</summary>
internal sealed class MailboxProofs(VerificationCodes codes, JourneyStore journeys, CustomerAccounts accounts)
{
    /// <summary>How far a proof for <paramref name="purpose"/> is.</summary>
    public static MailboxState StateOf(Journey journey, MailboxPurpose purpose) => journey.MailboxPurpose == purpose
        ? new MailboxState(journey.MailboxEmail, journey.ProvedEmail)
        : new MailboxState(null, null);

    /// <summary>Does what the buttons <c>send</c>, <c>verify</c> and <c>change</c> ask for.</summary>
    /// <returns>What the person has to be told; <see langword="null"/> when it went well.</returns>
    public Task<ProtocolError?> HandleAsync(JourneyInteraction interaction, MailboxPurpose purpose, RequestParameters form, CancellationToken cancellationToken)
    {
        var state = StateOf(interaction.Journey, purpose);

        // A proved address stays what it is. Otherwise one could be proved and another one used.
        return state.IsProved ? Task.FromResult<ProtocolError?>(null) : form["action"] switch
        {
            "send" => SendAsync(interaction, purpose, form["email"] ?? state.Email, cancellationToken),
            "change" => ChangeAsync(interaction, cancellationToken),
            _ => VerifyAsync(interaction, purpose, state, form["verificationCode"], cancellationToken),
        };
    }

    private async Task<ProtocolError?> SendAsync(JourneyInteraction interaction, MailboxPurpose purpose, string? text, CancellationToken cancellationToken)
    {
        var journey = interaction.Journey;
        if (!EmailAddress.TryNormalize(text, out var email, out var problem))
        {
            return JourneyErrors.BadInput(problem);
        }

        // Looked up for every purpose, and found or not, the same statements follow: the time tells nobody who has an account.
        var account = await accounts.FindByEmailAsync(journey.TenantId, email, cancellationToken);
        var deliver = purpose != MailboxPurpose.Reset || account is { Enabled: true };
        var sent = await codes.SendAsync(PurposeOf(journey, purpose), journey.TenantId, email, interaction.Request.Client.DisplayName, cancellationToken, deliver);
        if (sent == CodeRequest.TooMany)
        {
            return JourneyErrors.TooManyCodes();
        }

        var changed = await journeys.TryChangeAsync(journey, row =>
            (row.TypedEmail, row.MailboxPurpose, row.MailboxEmail, row.ProvedEmail) = (email, purpose, email, null), cancellationToken);

        // A button that was pressed twice asked for the same both times.
        return changed || StateOf(journey, purpose).Email == email ? null : JourneyErrors.ChangedMeanwhile();
    }

    private async Task<ProtocolError?> ChangeAsync(JourneyInteraction interaction, CancellationToken cancellationToken) =>
        await journeys.TryChangeAsync(interaction.Journey, row => (row.MailboxPurpose, row.MailboxEmail, row.ProvedEmail) = (null, null, null), cancellationToken)
            || interaction.Journey.MailboxEmail is null ? null : JourneyErrors.ChangedMeanwhile();

    private async Task<ProtocolError?> VerifyAsync(
        JourneyInteraction interaction, MailboxPurpose purpose, MailboxState state, string? code, CancellationToken cancellationToken)
    {
        var journey = interaction.Journey;
        if (state.Email is not { } email)
        {
            return JourneyErrors.BadInput("Verify your e-mail address first: have a code sent to it.");
        }

        var check = await codes.CheckAsync(PurposeOf(journey, purpose), journey.TenantId, email, code, cancellationToken);
        return check switch
        {
            CodeCheck.Accepted => await journeys.TryChangeAsync(journey, row => row.ProvedEmail = email, cancellationToken) ? null : JourneyErrors.ChangedMeanwhile(),
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
