using Sandbox.EntraId;

namespace Sandbox.Mail;

/// <summary>The mailbox page: <c>/sandbox/mail</c>, <c>?to=</c> shows one person's messages.</summary>
internal static class MailEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/sandbox/mail", async (string? to, HttpContext context, Mailbox mailbox, TimeProvider time) =>
        {
            var address = string.IsNullOrWhiteSpace(to) ? null : to.Trim();
            return new PageResult("~/Mail/MailPage.cshtml", new MailPage(address, await mailbox.ListAsync(address, context.RequestAborted), time.GetUtcNow()));
        });
}
