namespace Sandbox.Mail;

/// <summary>A message that the cloud would have sent by e-mail. The sandbox shows it on a page instead, and sends nothing.</summary>
internal sealed record MailMessage
{
    /// <summary>When it was sent.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The normalised address.</summary>
    public required string To { get; init; }

    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The application that the person was about to use.</summary>
    public required string Application { get; init; }

    /// <summary>The code that it brings; <see langword="null"/> for an invitation.</summary>
    public string? Code { get; init; }

    /// <summary>The id of the code, by which it is found whether it still works.</summary>
    public string? VerificationCodeId { get; init; }

    /// <summary>The address at which an invitation is accepted; <see langword="null"/> for a code.</summary>
    public string? Link { get; init; }

    /// <summary>Whether the mailbox shows it. What nobody may receive is kept like any other message, so that keeping it takes as long.</summary>
    public bool IsShown { get; init; } = true;
}
