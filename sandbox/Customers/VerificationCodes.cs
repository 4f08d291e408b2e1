using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Sandbox.EntraId;
using Sandbox.Mail;
using Sandbox.Persistence;

namespace Sandbox.Customers;

/// <summary>Proves that a person reads a mailbox: sends a code there, and takes it back once. It neither knows nor tells whether there is an account.</summary>
internal sealed class VerificationCodes(IDbContextFactory<SandboxDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a code works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>How often a code may be tried.</summary>
    public const int MaxAttempts = 5;

    /// <summary>The codes that one mailbox gets within <see cref="Window"/>, from one tenant.</summary>
    public const int MaxCodes = 5;

    /// <summary>The time over which codes are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Sends a code. Codes that were sent before for the same purpose stop working.</summary>
    /// <param name="purpose">The one interaction in which the code is worth something, such as <c>signup:{id}</c>.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="email">The address.</param>
    /// <param name="application">The name of the application that the person is about to use; the message shows it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="deliver">
    /// Whether the mailbox shows the message. One that it does not show is counted and written all the same, so that nobody can tell by the answers or by how
    /// long they take which address has an account.
    /// </param>
    /// <exception cref="ArgumentException"><see cref="EmailAddress"/> does not accept the address.</exception>
    public async Task<CodeRequest> SendAsync(
        string purpose, Guid tenantId, string email, string application, CancellationToken cancellationToken, bool deliver = true)
    {
        if (!EmailAddress.TryNormalize(email, out var address, out var problem))
        {
            throw new ArgumentException(problem, nameof(email));
        }

        var now = time.GetUtcNow();
        var text = RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        var id = Guid.NewGuid();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // SQLite lets one transaction write at a time, so that nobody gets a sixth code by asking twice at once.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var since = now - Window;
        if (await db.Set<VerificationCode>().CountAsync(each => each.TenantId == tenantId && each.Email == address && each.SentAt > since, cancellationToken) >= MaxCodes)
        {
            return CodeRequest.TooMany;
        }

        await Waiting(db, purpose, tenantId, address).ExecuteUpdateAsync(set => set.SetProperty(each => each.ReplacedAt, now), cancellationToken);
        db.Add(new VerificationCode
        {
            Id = id,
            TenantId = tenantId,
            Email = address,
            Purpose = purpose,
            Hash = HashOf(id, text),
            SentAt = now,
            ExpiresAt = now + Lifetime,
        });
        await db.SaveChangesAsync(cancellationToken);
        await Mailbox.DeliverAsync(db, new MailMessage
        {
            SentAt = now,
            To = address,
            Subject = $"Your code for {application}",
            Application = application,
            Code = text,
            VerificationCodeId = id,
            IsShown = deliver,
        }, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return CodeRequest.Sent;
    }

    /// <summary>Checks a code and uses it up. Every try counts before it is looked at, so that many at the same moment are no more than five.</summary>
    public async Task<CodeCheck> CheckAsync(string purpose, Guid tenantId, string email, string? code, CancellationToken cancellationToken)
    {
        var typed = string.Concat((code ?? "").Where(each => !char.IsWhiteSpace(each)));
        if (typed.Length != 6 || !typed.All(char.IsAsciiDigit) || !EmailAddress.TryNormalize(email, out var address, out _))
        {
            return CodeCheck.Wrong;
        }

        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sent = await Waiting(db, purpose, tenantId, address).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (sent is null)
        {
            return CodeCheck.Wrong;
        }

        if (sent.ExpiresAt <= now)
        {
            return CodeCheck.Expired;
        }

        var row = db.Set<VerificationCode>().Where(each => each.Id == sent.Id && each.UsedAt == null && each.ReplacedAt == null);
        if (await row.Where(each => each.Attempts < MaxAttempts).ExecuteUpdateAsync(set => set.SetProperty(each => each.Attempts, each => each.Attempts + 1), cancellationToken) == 0)
        {
            return CodeCheck.TooManyAttempts;
        }

        if (!CryptographicOperations.FixedTimeEquals(sent.Hash, HashOf(sent.Id, typed)))
        {
            return await row.AnyAsync(each => each.Attempts >= MaxAttempts, cancellationToken) ? CodeCheck.TooManyAttempts : CodeCheck.Wrong;
        }

        return await row.ExecuteUpdateAsync(set => set.SetProperty(each => each.UsedAt, now), cancellationToken) == 1 ? CodeCheck.Accepted : CodeCheck.Wrong;
    }

    private static IQueryable<VerificationCode> Waiting(SandboxDbContext db, string purpose, Guid tenantId, string email) =>
        db.Set<VerificationCode>().Where(each =>
            each.TenantId == tenantId && each.Email == email && each.Purpose == purpose && each.UsedAt == null && each.ReplacedAt == null);

    private static byte[] HashOf(Guid id, string code) => Secrets.Hash($"{id} {code}");
}

/// <summary>Whether a code was sent.</summary>
internal enum CodeRequest
{
    /// <summary>It is in the mailbox.</summary>
    Sent,

    /// <summary>The mailbox has got as many as it gets in a quarter of an hour.</summary>
    TooMany,
}

/// <summary>What came of a typed code.</summary>
internal enum CodeCheck
{
    /// <summary>It is the code, and is used up now.</summary>
    Accepted,

    /// <summary>It is not the code, or the code was used before.</summary>
    Wrong,

    /// <summary>The code is too old; a new one helps.</summary>
    Expired,

    /// <summary>The code was tried too often and works no more; a new one helps.</summary>
    TooManyAttempts,
}
