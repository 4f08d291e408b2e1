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
        ? new MailboxState(journey.MailboxEmail, journey.MailboxProvedAt is not null)
        : new MailboxState(null, false);

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

        // Looked up in any case, so that it takes the same time.
        var account = await accounts.FindByEmailAsync(journey.TenantId, email, cancellationToken);
        var deliver = purpose != MailboxPurpose.Reset || account is { Enabled: true };
        var sent = await codes.SendAsync(PurposeOf(journey, purpose), journey.TenantId, email, interaction.Request.Client.DisplayName, cancellationToken, deliver);
        if (sent == CodeRequest.TooMany)
        {
            return JourneyErrors.TooManyCodes();
        }

        await journeys.ChangeAsync(journey, row =>
            (row.TypedEmail, row.MailboxPurpose, row.MailboxEmail, row.MailboxProvedAt) = (email, purpose, email, null), cancellationToken);
        return null;
    }

    private async Task<ProtocolError?> ChangeAsync(JourneyInteraction interaction, CancellationToken cancellationToken)
    {
        await journeys.ChangeAsync(interaction.Journey, row => (row.MailboxPurpose, row.MailboxEmail, row.MailboxProvedAt) = (null, null, null), cancellationToken);
        return null;
    }

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
            CodeCheck.Accepted => await journeys.ProveMailboxAsync(journey, purpose, email, cancellationToken) ? null : JourneyErrors.WrongCode(),
            CodeCheck.Expired => JourneyErrors.ExpiredCode(),
            CodeCheck.TooManyAttempts => JourneyErrors.TooManyCodeAttempts(),
            _ => JourneyErrors.WrongCode(),
        };
    }

    private static string PurposeOf(Journey journey, MailboxPurpose purpose) => $"b2c-{purpose}:{journey.Id}";
}

/// <summary>How far the proof of a mailbox is.</summary>
/// <param name="Email">Where a code was sent; <see langword="null"/> before.</param>
/// <param name="IsProved">Whether the code was typed.</param>
internal sealed record MailboxState(string? Email, bool IsProved)
{
    /// <summary>The address that is proved, if one is.</summary>
    public string? Proved => IsProved ? Email : null;
}
