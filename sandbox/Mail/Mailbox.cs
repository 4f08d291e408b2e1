using Microsoft.EntityFrameworkCore;
using Sandbox.Customers;
using Sandbox.Persistence;

namespace Sandbox.Mail;

/// <summary>Everybody's mailbox. It keeps the newest messages, for a day.</summary>
internal sealed class Mailbox(IDbContextFactory<SandboxDbContext> contexts, TimeProvider time)
{
    /// <summary>The messages that are kept.</summary>
    public const int Capacity = 300;

    /// <summary>How long a message is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Adds a message in the caller's transaction, together with what the caller has to save.</summary>
    public static async Task DeliverAsync(SandboxDbContext db, MailMessage message, CancellationToken cancellationToken)
    {
        db.Add(message);
        await db.SaveChangesAsync(cancellationToken);
        await db.Set<MailMessage>().Where(each => each.Id <= message.Id - Capacity).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The newest messages first.</summary>
    /// <param name="to">Only those to this address, compared without regard to case; all when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ReceivedMail>> ListAsync(string? to, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var oldest = now - Lifetime;
        var address = to?.Trim().ToLowerInvariant();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await (
            from message in db.Set<MailMessage>().AsNoTracking()
            join code in db.Set<VerificationCode>().AsNoTracking() on message.VerificationCodeId equals code.Id into codes
            from code in codes.DefaultIfEmpty()
            where message.IsShown && message.SentAt > oldest && (address == null || message.To == address)
            orderby message.Id descending
            select new { message, code }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new ReceivedMail(row.message, StateOf(row.code, now)))];
    }

    private static MailState StateOf(VerificationCode? code, DateTimeOffset now) => code switch
    {
        null => MailState.Expired,
        { UsedAt: not null } => MailState.Used,
        { ReplacedAt: not null } => MailState.Replaced,
        { Attempts: >= VerificationCodes.MaxAttempts } => MailState.TriedTooOften,
        _ when code.ExpiresAt <= now => MailState.Expired,
        _ => MailState.Works,
    };
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
