using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Sandbox.Hosting;
using Sandbox.Protocol;
using Sandbox.Wire;

namespace Sandbox.TokenPage;

/// <summary>
/// The token page: it explains a token that was pasted or recorded. Pasted tokens travel in forms only, so that no address,
/// history or log has them. Nothing is stored, and nothing leaves the machine.
/// </summary>
internal sealed class TokenPageEndpoint(
    TokenReader reader, RecentTokens recent, ApiCheck apis, IConfiguration configuration)
{
    /// <summary>The path of the page.</summary>
    public const string Address = "/sandbox/token";

    /// <summary>The longest token, in characters. Longer ones fit into no HTTP header.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Maps the page and its form.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Address, (HttpContext context, TokenPageEndpoint page) => page.ShowAsync(context));
        endpoints.MapPost(Address, (HttpContext context, TokenPageEndpoint page) => page.ReadAsync(context))
            .AddEndpointFilter<SameOriginFilter>();
    }

    private Task<IResult> ShowAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var (pick, with) = (query["pick"].ToString(), query["with"].ToString());
        var picked = Find(pick);
        var other = Find(with);
        var isGone = (pick.Length > 0 && picked is null) || (with.Length > 0 && other is null);
        var request = new TokenRequest { Token = picked?.Value ?? "", Other = other?.Value ?? "" };
        return AnswerAsync(request, picked, context.RequestAborted, isGone
            ? new TokenPageException(
                "The sandbox does not have this token. It keeps only the newest protocol exchanges in memory. "
                    + "A restart, a reset and Clear on the wire page delete them.",
                "Select another token, or paste one.")
            : null);
    }

    private async Task<IResult> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = WireLimits.RequestBody;
        }

        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException
            or IOException or BadHttpRequestException or NotSupportedException)
        {
            return await AnswerAsync(new TokenRequest(), null, context.RequestAborted, new TokenPageException(
                "The form cannot be read, because it is damaged or too large.", "Paste one token, of up to 64 KB."));
        }

        return await AnswerAsync(
            new TokenRequest
            {
                Token = form["token"].ToString().Trim(),
                Other = form["other"].ToString().Trim(),
                Keys = form["keys"].ToString().Trim(),
                Api = form["api"].ToString(),
                Permission = form["permission"].ToString().Trim(),
            },
            null,
            context.RequestAborted);
    }

    private RecentToken? Find(string key) =>
        key.Split(':') is [var exchange, var name] && long.TryParse(exchange, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? recent.Find(id, name)
            : null;

    private async Task<IResult> AnswerAsync(
        TokenRequest request, RecentToken? picked, CancellationToken cancellationToken, TokenPageException? problem = null)
    {
        var model = new TokenPageModel
        {
            Request = request,
            IsRecording = RecordExchanges.IsOn(configuration),
            Recent = recent.List(),
            Picked = picked,
            Apis = apis.Apis,
            Problem = problem,
        };
        try
        {
            model = model with
            {
                Reading = request.Token.Length > 0 ? await reader.ReadAsync(request.Token, request, cancellationToken) : null,
                Other = request.Other.Length > 0 ? await reader.ReadAsync(request.Other, request, cancellationToken) : null,
            };
        }
        catch (TokenPageException exception)
        {
            model = model with { Problem = exception };
        }

        return new PageResult("~/TokenPage/TokenPage.cshtml", model)
        {
            Status = model.Problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }
}

/// <summary>The token page, <c>/sandbox/token</c>.</summary>
public static class TokenPageSetup
{
    /// <summary>Registers the services of the page.</summary>
    public static IServiceCollection AddTokenPage(this IServiceCollection services)
    {
        services.AddSingleton<TokenPageEndpoint>();
        services.AddSingleton<TokenKinds>();
        services.AddSingleton<TokenReader>();
        services.AddSingleton<SignatureCheck>();
        services.AddSingleton<ApiCheck>();
        services.AddSingleton<RecentTokens>();
        return services;
    }

    /// <summary>Maps <c>GET</c> and <c>POST /sandbox/token</c>.</summary>
    public static void MapTokenPage(this IEndpointRouteBuilder endpoints) => TokenPageEndpoint.Map(endpoints);
}
