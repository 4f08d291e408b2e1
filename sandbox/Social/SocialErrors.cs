using Sandbox.Protocol.Errors;

namespace Sandbox.Social;

/// <summary>Errors on the way to a social provider and back.</summary>
internal static class SocialErrors
{
    public static ProtocolError UnknownProvider(string name) => Page(
        $"There is no social provider '{name}'.",
        "The address has a typing error or is incomplete.") with
    { Check = "the social provider exists" };

    public static ProtocolError UnknownState() => Page(
        "The social provider's answer does not belong to a sign-in of this browser.",
        "The 'state' is missing or invented, the answer is for another browser, or another site sent you to this "
            + "page.") with
    { Check = "state belongs to this browser's sign-in" };

    public static ProtocolError Replayed() => Page(
        "The social provider's answer was used before.",
        "A page was reloaded, opened with the Back button, or opened in two tabs.") with
    { Check = "the provider's answer is used for the first time" };

    public static ProtocolError Expired() => Page(
        "The sign-in with the social provider took too long.",
        "A page was open for more than 15 minutes.") with
    { Check = "the provider's answer has not expired" };

    public static ProtocolError BadCode() => Page(
        "The social provider does not accept the code of its answer.",
        "The code is invented, has expired, was redeemed before, or belongs to another provider.") with
    { Check = "the provider accepts the code" };

    public static ProtocolError RedirectUriNotRegistered(string redirectUri) => Page(
        $"The social provider does not know the redirect URI '{redirectUri}'.",
        "The request was changed on the way. A provider sends its answers only to registered addresses, because "
            + "another site could sign in with an answer.") with
    { Check = "redirect_uri is registered", Sent = redirectUri };

    private static ProtocolError Page(string message, string cause) => new(
        50089,
        "invalid_request",
        message,
        cause,
        "Go back to the app and start again.")
    {
        StaysHere = true,
    };
}
