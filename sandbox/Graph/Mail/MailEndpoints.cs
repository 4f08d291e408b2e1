using Microsoft.EntityFrameworkCore;
using Sandbox.Graph.Access;
using Sandbox.Graph.Errors;
using Sandbox.Graph.OData;
using Sandbox.Persistence;
using Sandbox.Users;

namespace Sandbox.Graph.Mail;

/// <summary>A person's messages: the own ones with a delegated permission, anybody's with an application permission.</summary>
internal sealed class MailEndpoints(IDbContextFactory<SandboxDbContext> contexts, CollectionAnswer collections)
{
    public void Map(GraphRoutes routes) => routes
        .Get("/me/messages", ListAsync)
        .Get("/me/messages/{id}", GetAsync)
        .Get("/users/{user}/messages", ListAsync)
        .Get("/users/{user}/messages/{id}", GetAsync);

    private async Task ListAsync(GraphCall call)
    {
        var key = Require(call);
        var query = ODataQueryReader.Read(call, MessageResource.Type, QueryOptions.OfCollection);
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var userId = await key.FindIdAsync(db, call);
        await collections.WriteAsync(call, View(key), query, Rows(db, userId));
    }

    private async Task GetAsync(GraphCall call)
    {
        var key = Require(call);
        var id = Guid.TryParse(call.Route("id"), out var parsed) ? parsed : throw GraphErrors.NoSuchMessage();
        await using var db = await contexts.CreateDbContextAsync(call.Aborted);
        var userId = await key.FindIdAsync(db, call);
        await EntityAnswer.WriteAsync(call, View(key), Rows(db, userId).Where(message => message.Id == id), GraphErrors.NoSuchMessage);
    }

    private static PersonKey Require(GraphCall call)
    {
        var key = PersonKey.Of(call);
        return call.Caller.Has(Permissions.Mail) && (call.Caller.User is null || key.Caller is not null) ? key : throw GraphErrors.MailDenied();
    }

    private static ResourceView<MessageRow> View(PersonKey key) => new(MessageResource.Type, $"users('{Uri.EscapeDataString(key.Text)}')/messages", Detail.Full);

    private static IQueryable<MessageRow> Rows(SandboxDbContext db, Guid userId) =>
        db.Set<InboxMessage>().AsNoTracking().Where(message => message.UserId == userId).Select(MessageRow.Projection);
}
