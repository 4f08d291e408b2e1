using Sandbox.Customers;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Seed;

namespace Sandbox.Social;

/// <summary>The addresses of the pretend providers, and the one to which they answer.</summary>
internal sealed class SocialEndpoints(PretendProvider pretend)
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/social").AddEndpointFilter<PageFilter>();
        pages.MapGet("/{provider}/authorize", (string provider, HttpContext context, SocialEndpoints social) => social.AuthorizeAsync(provider, context))
            .AddEndpointFilter<NavigationFilter>();
        pages.MapGet("/callback/{provider}", (string provider, HttpContext context, SocialSignIn client) => client.AnswerAsync(context, provider));
        var forms = pages.MapGroup("").AddEndpointFilter<OwnFormFilter>();
        forms.MapGet(
            "/{provider}/{id}",
            (string provider, string id, HttpContext context, SocialEndpoints social) =>
                social.Show(provider, id, context));
        forms.MapPost(
            "/{provider}/{id}",
            (string provider, string id, HttpContext context, SocialEndpoints social) =>
                social.SubmitAsync(provider, id, context));
    }

    private async Task<IResult> AuthorizeAsync(string providerName, HttpContext context)
    {
        if (NavigationFilter.IsInsideOfPage(context))
        {
            throw new ProtocolException(PageErrors.NoNavigation());
        }

        var provider = Find(providerName);
        var parameters = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var id = pretend.Begin(provider, parameters, context);
        return SocialSignIn.RedirectTo(context, $"/social/{provider.Name}/{id}");
    }

    private PageResult Show(string providerName, string id, HttpContext context)
    {
        var provider = Find(providerName);
        pretend.Get(provider, id, context);
        return Page(new ProviderPage(provider));
    }

    private async Task<IResult> SubmitAsync(string providerName, string id, HttpContext context)
    {
        var provider = Find(providerName);
        var request = pretend.Get(provider, id, context);
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (form["action"] == "cancel")
        {
            return Leave(provider, pretend.Answer(request, account: null), context);
        }

        var (account, problem) = Read(provider, form);
        return account is null
            ? Page(new ProviderPage(provider, form["name"], form["email"], form["keepPrivate"] is not null, problem))
            : Leave(provider, pretend.Answer(request, account), context);
    }

    private static (PretendAccount? Account, string? Problem) Read(SocialProvider provider, RequestParameters form)
    {
        if (form["account"] is { } subject)
        {
            var known = provider.Accounts.FirstOrDefault(each => each.Subject == subject);
            return (known, known is null ? $"{provider.DisplayName} has no account '{subject}'." : null);
        }

        var problem = ProfileRules.FindProblem(new CustomerProfile(form["name"] ?? "", null, null, null, null));
        if (problem is not null || !EmailAddress.TryNormalize(form["email"], out var email, out problem))
        {
            return (null, problem);
        }

        // The same address is the same account, every time it is typed.
        var id = StableId.From($"{provider.Issuer} {email}").ToString("N");
        return (new PretendAccount(id, form["name"]!.Trim(), null, null, provider.MayHideEmail && form["keepPrivate"] is not null ? null : email), null);
    }

    /// <summary>
    /// Goes back to the client. Not by a redirect: browsers apply <c>form-action</c> to every redirect after a form (CSP 3, section 6.4.2), and this page
    /// cannot know at which application's address they will end.
    /// </summary>
    private static PageResult Leave(SocialProvider provider, string address, HttpContext context)
    {
        context.Response.Headers["Refresh"] = $"0;url={address}";
        return new PageResult("~/Social/LeavingPage.cshtml", new ProviderPage(provider, ReturnAddress: address));
    }

    private static PageResult Page(ProviderPage model) => new("~/Social/ProviderPage.cshtml", model)
    {
        Status = model.Problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
    };

    private static SocialProvider Find(string name) => SocialProvider.Find(name) ?? throw new ProtocolException(SocialErrors.UnknownProvider(name));
}
