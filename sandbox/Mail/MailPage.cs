using System.Globalization;
using Sandbox.Customers;

namespace Sandbox.Mail;

/// <summary>What the mailbox page shows.</summary>
/// <param name="To">Whose messages; everybody's when <see langword="null"/>.</param>
/// <param name="Messages">The newest first.</param>
/// <param name="Now">When the page was made.</param>
internal sealed record MailPage(string? To, IReadOnlyList<ReceivedMail> Messages, DateTimeOffset Now)
{
    public string AgeOf(ReceivedMail mail) => (Now - mail.Message.SentAt) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalMinutes: < 2 } => "a minute ago",
        { TotalHours: < 1 } age => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} minutes ago"),
        { TotalHours: < 2 } => "an hour ago",
        var age => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} hours ago"),
    };

    public string TextOf(ReceivedMail mail) => mail.State switch
    {
        MailState.Works => string.Create(CultureInfo.InvariantCulture, $"valid once, for {MinutesLeft(mail)} min"),
        MailState.Used => "used",
        MailState.Replaced => "replaced by a newer code",
        MailState.TriedTooOften => "no longer valid: too many wrong codes were entered",
        _ => "expired",
    };

    private double MinutesLeft(ReceivedMail mail) => Math.Ceiling((mail.Message.SentAt + VerificationCodes.Lifetime - Now).TotalMinutes);
}
