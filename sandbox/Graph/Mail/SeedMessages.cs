using Sandbox.Persistence;
using Sandbox.Seed;
using Sandbox.Tenants;
using Sandbox.Users;

namespace Sandbox.Graph.Mail;

/// <summary>Fills mailboxes with the same messages every time: twelve for the people of the sign-in page, so that there is a second page, and two for everyone else.</summary>
internal static class SeedMessages
{
    private const int ForOffered = 12;
    private const int ForOthers = 2;

    private static readonly (string Subject, string Body)[] _texts =
    [
        ("Welcome aboard", "Good to have you here. Your first week's plan is on the team page; ask me whatever it leaves open."),
        ("Minutes of Monday's meeting", "We agreed on three things: the release moves to Thursday, the pilot starts with ten customers, and we look at the numbers together in two weeks."),
        ("Lunch on Friday?", "There is a new place at the corner. Half past twelve would suit me well."),
        ("Expense report is due", "Please hand your receipts in by the end of the month. Later ones are paid with the next run."),
        ("Question about the pilot", "Two customers asked whether they can keep their data when the pilot ends. Can you tell them before Wednesday?"),
        ("Your badge is ready", "You can fetch it at the front desk. Bring something with your picture on it."),
        ("Draft for your review", "The first three sections are done. I am least sure of the second; be strict with it."),
        ("Room change", "The workshop moves to the large room on the second floor. The time stays as it is."),
    ];

    // Fixed, because the seed has no clock.
    private static readonly DateTimeOffset _newest = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Adds messages for the users that were added for the tenant.</summary>
    public static void Add(SandboxDbContext db, SeedTenant tenant)
    {
        if (tenant.Kind != TenantKind.Workforce)
        {
            return;
        }

        var users = db.Set<User>().Local
            .Where(user => user.TenantId == tenant.Id && user.Mail is not null && !user.IsGuest)
            .ToArray();
        for (var index = 0; index < users.Length; index++)
        {
            var user = users[index];
            for (var number = 0; number < (user.IsOffered ? ForOffered : ForOthers); number++)
            {
                db.Add(Message(user, users[(index + number + 1) % users.Length], index + number, number));
            }
        }
    }

    private static InboxMessage Message(User user, User sender, int text, int number)
    {
        var (subject, body) = _texts[text % _texts.Length];
        return new InboxMessage
        {
            Id = StableId.From($"message {user.Id} {number}"),
            UserId = user.Id,
            ReceivedAt = _newest.AddMinutes(-97 * number).AddMinutes(-text % 60),
            Subject = subject,
            Body = body,
            SenderName = sender.DisplayName,
            SenderAddress = sender.Mail!,
            IsRead = number > 2,
        };
    }
}
