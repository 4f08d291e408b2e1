using Sandbox.Customers;
using Sandbox.EntraId.Flow;
using Sandbox.Protocol;
using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.ExternalId;

/// <summary>The two steps that sign-up and password reset share: send a code to an address, and check it.</summary>
internal sealed class CodeSteps(VerificationCodes codes)
{
    /// <summary>Sends a code to the address in the form, whether or not there is an account.</summary>
    /// <returns>The normalised address; or what is wrong with it.</returns>
    public (string? Email, ProtocolError? Error) Send(string purpose, SignInInteraction interaction, RequestParameters form)
    {
        if (!EmailAddress.TryNormalize(form["email"], out var email, out var problem))
        {
            return (null, ExternalIdErrors.BadField(problem));
        }

        var request = interaction.Request;
        return codes.Send(PurposeOf(purpose, interaction), request.Tenant.Tenant!.Id, email, request.Client.DisplayName) == CodeRequest.Sent
            ? (email, null)
            : (email, ExternalIdErrors.TooManyCodes());
    }

    /// <summary>Checks the code in the form, which is used up when it is right.</summary>
    public ProtocolError? Check(string purpose, SignInInteraction interaction, RequestParameters form) => ExternalIdErrors.Of(
        codes.Check(PurposeOf(purpose, interaction), interaction.Request.Tenant.Tenant!.Id, form["email"] ?? "", form["verificationCode"]));

    private static string PurposeOf(string purpose, SignInInteraction interaction) => $"{purpose}:{interaction.Pending.Id}";
}
