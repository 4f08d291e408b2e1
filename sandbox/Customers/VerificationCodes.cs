using System.Globalization;
using System.Security.Cryptography;
using Sandbox.Mail;
using Sandbox.Persistence;
using Sandbox.Protocol;

namespace Sandbox.Customers;

/// <summary>Proves that a person reads a mailbox: sends a code there, and takes it back once. It neither knows nor tells whether there is an account.</summary>
internal sealed class VerificationCodes(Mailbox mailbox, TimeProvider time) : IForgottenByReset
{
    /// <summary>How long a code works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>How often a code may be tried.</summary>
    public const int MaxAttempts = 5;

    /// <summary>The codes that one mailbox gets within <see cref="Window"/>, from one tenant.</summary>
    public const int MaxCodes = 5;

    /// <summary>The time over which codes are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    // In codes, which are all of about the same size.
    private readonly UnderWay<VerificationCode> _codes = new(time, Lifetime, maxSize: 10_000);

    // One request at a time, so that nobody gets a sixth code by asking twice at once, and no code is replaced while it is checked.
    private readonly Lock _lock = new();

    /// <summary>Sends a code. Codes that were sent before for the same purpose stop working.</summary>
    /// <param name="purpose">The only purpose that the code is valid for, such as <c>signup:{id}</c>.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="email">The address.</param>
    /// <param name="application">The name of the application that the person is about to use; the message shows it.</param>
    /// <param name="deliver">
    /// Whether the mailbox shows the message. One that it does not show is counted and kept all the same, so that nobody can tell by the answers or by how
    /// long they take which address has an account.
    /// </param>
    /// <exception cref="ArgumentException"><see cref="EmailAddress"/> does not accept the address.</exception>
    public CodeRequest Send(string purpose, Guid tenantId, string email, string application, bool deliver = true)
    {
        if (!EmailAddress.TryNormalize(email, out var address, out var problem))
        {
            throw new ArgumentException(problem, nameof(email));
        }

        var text = RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        var id = Guid.NewGuid().ToString();
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_codes.FindAll(each => each.TenantId == tenantId && each.Email == address && each.SentAt > now - Window).Count >= MaxCodes)
            {
                return CodeRequest.TooMany;
            }

            foreach (var (older, _) in FindWaiting(purpose, tenantId, address))
            {
                _codes.Change(older.Id, each => each with { IsReplaced = true });
            }

            _codes.Add(id, new VerificationCode
            {
                Id = id,
                TenantId = tenantId,
                Email = address,
                Purpose = purpose,
                Hash = HashOf(id, text),
                SentAt = now,
            }, size: 1);
            mailbox.Deliver(new MailMessage
            {
                SentAt = now,
                To = address,
                Subject = $"Your code for {application}",
                Application = application,
                Code = text,
                VerificationCodeId = id,
                IsShown = deliver,
            });
            return CodeRequest.Sent;
        }
    }

    /// <summary>Checks a code and uses it up. Every try counts, one after the other, so that many at the same moment are no more than five.</summary>
    public CodeCheck Check(string purpose, Guid tenantId, string email, string? code)
    {
        var typed = string.Concat((code ?? "").Where(each => !char.IsWhiteSpace(each)));
        if (typed.Length != 6 || !typed.All(char.IsAsciiDigit) || !EmailAddress.TryNormalize(email, out var address, out _))
        {
            return CodeCheck.Wrong;
        }

        lock (_lock)
        {
            if (FindWaiting(purpose, tenantId, address) is not [var (sent, hasExpired)])
            {
                return CodeCheck.Wrong;
            }

            if (hasExpired)
            {
                return CodeCheck.Expired;
            }

            if (sent.Attempts >= MaxAttempts)
            {
                return CodeCheck.TooManyAttempts;
            }

            var isRight = CryptographicOperations.FixedTimeEquals(sent.Hash, HashOf(sent.Id, typed));
            _codes.Change(sent.Id, each => each with { Attempts = each.Attempts + 1, IsUsed = isRight });
            if (isRight)
            {
                return CodeCheck.Accepted;
            }

            return sent.Attempts + 1 < MaxAttempts ? CodeCheck.Wrong : CodeCheck.TooManyAttempts;
        }
    }

    /// <summary>
    /// What became of the code in a message. The address in an invitation works as long as the guest exists.
    /// </summary>
    public MailState StateOf(MailMessage message)
    {
        if (message.VerificationCodeId is not { } id)
        {
            return MailState.Works;
        }

        return _codes.Find(id) switch
        {
            null => MailState.Expired,
            ({ IsUsed: true }, _) => MailState.Used,
            ({ IsReplaced: true }, _) => MailState.Replaced,
            ({ Attempts: >= MaxAttempts }, _) => MailState.TriedTooOften,
            (_, true) => MailState.Expired,
            _ => MailState.Works,
        };
    }

    /// <inheritdoc />
    public void Forget() => _codes.Clear();

    private IReadOnlyList<(VerificationCode Code, bool HasExpired)> FindWaiting(string purpose, Guid tenantId, string email) => _codes.FindAll(each =>
        each.TenantId == tenantId && each.Email == email && each.Purpose == purpose && each is { IsUsed: false, IsReplaced: false });

    private static byte[] HashOf(string id, string code) => Secrets.Hash($"{id} {code}");
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
