using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Sandbox.Applications;
using Sandbox.Hosting;
using Sandbox.Protocol;
using Sandbox.TokenPage;
using Sandbox.Wire;

namespace Sandbox.WirePage;

/// <summary>
/// The page that shows the recorded exchanges as conversations. It hides each secret until the user requests it, and
/// it accepts no calls from other sites.
/// </summary>
internal sealed class WirePageEndpoint(
    WireRecord record,
    LiveDirectory directory,
    TokenReader tokens,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime)
{
    /// <summary>The path of the page.</summary>
    public const string Path = "/sandbox/wire";

    // The rows of the list. The filter finds older ones.
    private const int Most = 25;

    // A sign-in is a dozen exchanges within a second. One reload shows them all.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Maps the page, its events, its exports and its buttons.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(Path);
        group.MapGet("", (HttpContext context, WirePageEndpoint page) => page.Show(context.Request.Query))
            .AddEndpointFilter<PageFilter>()
            .AddEndpointFilter<OwnPageOrNavigationFilter>();
        var own = group.MapGroup("").AddEndpointFilter<SameOriginFilter>();
        own.MapGet("/events", (WirePageEndpoint page, CancellationToken aborted) =>
            TypedResults.ServerSentEvents(page.ListenAsync(aborted)));
        own.MapGet("/export", (HttpContext context, WirePageEndpoint page) => page.Export(context));
        own.MapPost("/clear", (WirePageEndpoint page) => page.Clear());
        own.MapPost("/replay", (HttpContext context, CodeReplay replay) => replay.SendAsync(context))
            .AddEndpointFilter<PageFilter>();
    }

    private PageResult Show(IQueryCollection query)
    {
        var filter = WireFilter.Of(query);
        var newest = record.Newest;
        var all = Conversations.Of(record.After(0));
        var matching = all.Where(filter.Matches).ToList();
        var asked = query["conversation"].ToString();
        var selected = asked.Length > 0
            ? Find(all, asked)
            : matching.FirstOrDefault(IsOfInterest) ?? matching.FirstOrDefault();
        return new PageResult("~/WirePage/WirePage.cshtml", new WirePageModel
        {
            Filter = filter,
            Conversations = [.. matching.Take(Most)],
            Total = matching.Count,
            Apps = NamesOf(all),
            Selected = selected is null ? null : ConversationView.Of(selected, query["show"].ToString(), tokens),
            IsGone = asked.Length > 0 && selected is null,
            Newest = newest,
            IsOn = RecordExchanges.IsOn(configuration),
        });
    }

    private IResult Export(HttpContext context)
    {
        var query = context.Request.Query;
        if (Find(Conversations.Of(record.After(0)), query["conversation"].ToString()) is not { } conversation)
        {
            return Results.Problem(
                "The record has no conversation of this number. Open the page again, and export from there.",
                statusCode: StatusCodes.Status404NotFound);
        }

        var (withSecrets, address) = (query["secrets"] == "on", $"{context.Request.Scheme}://{context.Request.Host}");
        return query["format"].ToString() switch
        {
            "json" => Results.Text(WireExport.ToJson(conversation, withSecrets), "application/json"),
            "har" => Results.File(
                WireExport.ToHar(conversation, withSecrets, address),
                "application/json",
                $"conversation-{conversation.Id}.har"),
            "mermaid" => Results.Text(WireExport.ToMermaid(conversation), "text/plain; charset=utf-8"),
            _ => Results.Problem("The format is json, har or mermaid.", statusCode: StatusCodes.Status400BadRequest),
        };
    }

    private SeeOther Clear()
    {
        record.Forget();
        return new SeeOther(Path);
    }

    private async IAsyncEnumerable<SseItem<long>> ListenAsync([EnumeratorCancellation] CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        var newest = record.Newest;
        while (true)
        {
            // The first one at once, so that the page knows that it is connected, and whether it missed anything before
            // that.
            yield return new SseItem<long>(newest, "newest");
            try
            {
                await record.WaitAsync(newest, end.Token);
                await Task.Delay(_pause, end.Token);
            }
            catch (OperationCanceledException)
            {
                // The page was left, or the sandbox stops.
                yield break;
            }

            newest = record.Newest;
        }
    }

    // Metadata is read again and again, and says nothing about a user who signs in.
    private static bool IsOfInterest(Conversation conversation) =>
        conversation.Exchanges.Any(exchange => !exchange.Role.IsForAllUsers());

    // The ID of any of its exchanges, because the record deletes the first one first.
    private static Conversation? Find(IReadOnlyList<Conversation> all, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? all.FirstOrDefault(conversation => conversation.Exchanges.Any(exchange => exchange.Id == number))
            : null;

    private Dictionary<string, string> NamesOf(IReadOnlyList<Conversation> all)
    {
        var snapshot = directory.Current;
        return all.Select(conversation => conversation.ClientId).OfType<string>().Distinct()
            .ToDictionary(
                id => id,
                id => Guid.TryParse(id, out var clientId) ? snapshot.FindApplication(clientId)?.DisplayName ?? id : id);
    }
}

/// <summary>The wire page, <c>/sandbox/wire</c>.</summary>
public static class WirePageSetup
{
    /// <summary>Registers the services of the page.</summary>
    public static IServiceCollection AddWirePage(this IServiceCollection services) =>
        services.AddSingleton<WirePageEndpoint>().AddSingleton<CodeReplay>();

    /// <summary>Maps the page.</summary>
    public static void MapWirePage(this IEndpointRouteBuilder endpoints) => WirePageEndpoint.Map(endpoints);
}
