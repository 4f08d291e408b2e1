using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Flow;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;

namespace Sandbox.EntraId.MultiFactor;

/// <summary>The page for the second factor. There is no phone to send a code to, so the page itself shows it.</summary>
internal sealed class MultiFactorEndpoints(SignInFlow flow, BrowserSessions sessions)
{
    private const int MaxFailures = 5;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/multi-factor/{id}", (string id, HttpContext context, MultiFactorEndpoints page) => page.ShowAsync(id, context));
        endpoints.MapPost("/multi-factor/{id}", (string id, HttpContext context, MultiFactorEndpoints page) => page.SubmitAsync(id, context));
    }

    private async Task<IResult> ShowAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        return await flow.SessionForPageAsync(interaction, EntraPage.MultiFactor, context) is { } session
            ? Page(interaction, session, error: null, context)
            : flow.GoOn(interaction);
    }

    private async Task<IResult> SubmitAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        if (await flow.SessionForPageAsync(interaction, EntraPage.MultiFactor, context) is not { } session)
        {
            return flow.GoOn(interaction);
        }

        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (form["action"] == "cancel")
        {
            return await flow.AbandonAsync(interaction, PageErrors.Declined(), context);
        }

        if (IsExpected(interaction.Pending.MultiFactorCode, form["code"]))
        {
            // The code is used up first, and only if the sign-in has not changed. Otherwise an attacker could send
            // hundreds of guesses at once, all of which are compared before the first wrong one counts.
            if (interaction.TryChange(each => each with { SessionId = session.Session.Id, MultiFactorCode = null }))
            {
                await sessions.PassMultiFactorAsync(session.Session);
            }

            return flow.GoOn(interaction);
        }

        // Counts also the wrong codes of other requests at the same moment.
        interaction.Change(each => each with { MultiFactorFailures = each.MultiFactorFailures + 1 });
        if (interaction.Pending.MultiFactorFailures >= MaxFailures)
        {
            return await flow.AbandonAsync(interaction, SignInErrors.MultiFactorFailed(), context);
        }

        return Page(interaction, session, ErrorReport.Of(SignInErrors.WrongMultiFactorCode(), context), context);
    }

    private static PageResult Page(SignInInteraction interaction, SignedInUser session, ErrorReport? error, HttpContext context)
    {
        // The first code stays, so that all tabs show the same one.
        var drawn = RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        interaction.Change(each => each.MultiFactorCode is null ? each with { MultiFactorCode = drawn } : each);
        var code = interaction.Pending.MultiFactorCode!;
        return new PageResult("~/EntraId/MultiFactor/MultiFactorPage.cshtml", new MultiFactorPage(interaction.Request.Client.DisplayName, session.User.SignInName, code, error))
        {
            Status = error?.Error.Status ?? StatusCodes.Status200OK,
            FormTargets = [interaction.Request.Target.RedirectUri],
        };
    }

    private static bool IsExpected(string? expected, string? typed) => expected is not null && typed is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(typed.Trim()));
}

/// <summary>What the multi-factor page shows.</summary>
internal sealed record MultiFactorPage(string Application, string UserName, string Code, ErrorReport? Error);
