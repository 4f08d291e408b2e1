using Sandbox.Persistence;

namespace Sandbox.Mail;

/// <summary>Everybody's mailbox. It keeps the newest messages, for a day, in memory: after a restart their codes are worth nothing.</summary>
internal sealed class Mailbox(TimeProvider time) : IForgottenByReset
{
    /// <summary>The messages that are kept.</summary>
    public const int Capacity = 300;

    /// <summary>How long a message is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Queue<MailMessage> _messages = new();

    /// <summary>Adds a message; the oldest one gives way.</summary>
    public void Deliver(MailMessage message)
    {
        lock (_lock)
        {
            _messages.Enqueue(message);
            if (_messages.Count > Capacity)
            {
                _messages.Dequeue();
            }
        }
    }

    /// <summary>The newest messages first.</summary>
    /// <param name="to">Only those to this address, compared without regard to case; all when <see langword="null"/>.</param>
    public IReadOnlyList<MailMessage> List(string? to)
    {
        var oldest = time.GetUtcNow() - Lifetime;
        var address = to?.Trim().ToLowerInvariant();
        lock (_lock)
        {
            return [.. _messages.Where(message => message.IsShown && message.SentAt > oldest && (address is null || message.To == address)).Reverse()];
        }
    }

    /// <inheritdoc />
    public void Forget()
    {
        lock (_lock)
        {
            _messages.Clear();
        }
    }
}

/// <summary>A message, and whether its code still works.</summary>
internal sealed record ReceivedMail(MailMessage Message, MailState State);

/// <summary>The states of a code in a message.</summary>
internal enum MailState
{
    /// <summary>It can be typed.</summary>
    Works,

    /// <summary>It was typed.</summary>
    Used,

    /// <summary>It is too old.</summary>
    Expired,

    /// <summary>A newer message has another one.</summary>
    Replaced,

    /// <summary>Wrong codes were typed in its place.</summary>
    TriedTooOften,
}
