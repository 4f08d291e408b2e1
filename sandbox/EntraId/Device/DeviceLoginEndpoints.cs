using Sandbox.EntraId.Errors;
using Sandbox.EntraId.Flow;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.PageFlows;
using Sandbox.Protocol.Sessions;
using Sandbox.Wire;

namespace Sandbox.EntraId.Device;

/// <summary>The pages on which a person types a device's code, confirms that the device is theirs, and learns how it ended.</summary>
internal sealed class DeviceLoginEndpoints(
    SignInFlow flow, PendingRequests<PendingSignIn> pendings, DeviceCodes codes, UserCodeGuesses guesses)
{
    public const string Address = "/devicelogin";
    public const string DoneAddress = Address + "/done";
    public const string DeclinedAddress = Address + "/declined";

    private const string CodeView = "~/EntraId/Device/DeviceCodePage.cshtml";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Address, () => new PageResult(CodeView, new DeviceCodePage(null)));
        endpoints.MapPost(Address, (HttpContext context, DeviceLoginEndpoints page) => page.TypeAsync(context));
        endpoints.MapGet(DoneAddress, () => new PageResult("~/EntraId/Device/DeviceEndPage.cshtml", new DeviceEndPage(IsSignedIn: true)));
        endpoints.MapGet(DeclinedAddress, () => new PageResult("~/EntraId/Device/DeviceEndPage.cshtml", new DeviceEndPage(IsSignedIn: false)));
        endpoints.MapGet(Address + "/{id}", (string id, HttpContext context, DeviceLoginEndpoints page) => page.ShowAsync(id, context));
        endpoints.MapPost(Address + "/{id}", (string id, HttpContext context, DeviceLoginEndpoints page) => page.ConfirmAsync(id, context));
    }

    private async Task<IResult> TypeAsync(HttpContext context)
    {
        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        form.RejectDuplicates();
        if (form["user_code"] is not { } typed)
        {
            return Refuse(DeviceErrors.NoUserCode(), context);
        }

        if (!guesses.TryBegin())
        {
            return Refuse(DeviceErrors.TooManyGuesses(), context);
        }

        var code = codes.FindTyped(typed);
        if (code is null)
        {
            return Refuse(DeviceErrors.WrongUserCode(), context);
        }

        guesses.Forgive();
        if (!codes.IsOpen(code))
        {
            return Refuse(codes.ErrorOf(code), context);
        }

        var pending = pendings.Add(new PendingSignIn(DeviceSignIn.ParametersFor(code), BrowserMark.Of(context))
        {
            Tenant = code.Tenant,
            Purpose = SignInPurpose.Device,
        });
        if (context.Features.Get<ExchangeNotes>() is { } notes)
        {
            notes.InteractionId = pending.Id;
        }

        return Results.Redirect(SignInFlow.AddressOf(EntraPage.SignIn, pending.Id));
    }

    private async Task<IResult> ShowAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        return await flow.SessionForPageAsync(interaction, EntraPage.Device, context) is { } session
            ? new PageResult("~/EntraId/Device/DeviceConfirmPage.cshtml", new DeviceConfirmPage(interaction.Request.Client.DisplayName, session.User.SignInName))
            : flow.GoOn(interaction);
    }

    private async Task<IResult> ConfirmAsync(string id, HttpContext context)
    {
        var interaction = flow.Open(id, context);
        if (await flow.SessionForPageAsync(interaction, EntraPage.Device, context) is not { } session)
        {
            return flow.GoOn(interaction);
        }

        var form = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        if (form["action"] != "continue")
        {
            return await flow.AbandonAsync(interaction, PageErrors.Declined(), context);
        }

        // If another account was chosen meanwhile, its own confirmation must not be overwritten.
        interaction.TryChange(each => each with { ConfirmedBy = session.Session.Id });
        return flow.GoOn(interaction);
    }

    private static PageResult Refuse(ProtocolError error, HttpContext context) =>
        new(CodeView, new DeviceCodePage(ErrorReport.Of(error, context))) { Status = error.Status };
}

/// <summary>What the page shows on which a code is typed.</summary>
internal sealed record DeviceCodePage(ErrorReport? Error);

/// <summary>What the page shows that asks whether the device is the person's own.</summary>
internal sealed record DeviceConfirmPage(string Application, string UserName);

/// <summary>What the last page shows.</summary>
internal sealed record DeviceEndPage(bool IsSignedIn);
