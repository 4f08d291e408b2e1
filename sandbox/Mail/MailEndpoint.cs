using Sandbox.Customers;
using Sandbox.Protocol;

namespace Sandbox.Mail;

/// <summary>The mailbox page: <c>/sandbox/mail</c>, <c>?to=</c> shows one person's messages.</summary>
internal static class MailEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/sandbox/mail", (string? to, Mailbox mailbox, VerificationCodes codes, TimeProvider time) =>
        {
            var address = string.IsNullOrWhiteSpace(to) ? null : to.Trim();
            var messages = mailbox.List(address).Select(message => new ReceivedMail(message, codes.StateOf(message))).ToList();
            return new PageResult("~/Mail/MailPage.cshtml", new MailPage(address, messages, time.GetUtcNow()));
        });
}
