namespace Sandbox.Protocol.Errors;

/// <summary>
/// Errors of users who do not continue, or who come with the Back button, from an old tab or from a foreign page.
/// </summary>
internal static class PageErrors
{
    public static ProtocolError Declined() => new(65004, "access_denied",
        "The user declined or canceled the sign-in.",
        "The user declined the permissions, or canceled on a page of the sign-in.",
        "Let the user try again. Request fewer permissions, and explain why the app needs them.")
    { Check = "the user approves the request" };

    public static ProtocolError Unknown() => Page(
        "This sign-in does not exist.",
        "The address is incomplete, or the sandbox was reset or restarted after the sign-in started.");

    public static ProtocolError UnknownInvitation() => Page(
        "This invitation does not exist.",
        "The address is incomplete, the guest was deleted, or the sandbox was reset after the invitation.");

    public static ProtocolError OtherBrowser() => Page(
        "This sign-in started in another browser.",
        "The address was copied from another browser, or the cookies of this browser were deleted or are blocked.");

    public static ProtocolError Expired() => Page(
        "This sign-in has expired.",
        "The page was open for more than an hour.");

    public static ProtocolError Over() => Page(
        "This sign-in is already finished.",
        "The page was opened with the Back button, or in two tabs.");

    public static ProtocolError ForeignForm() => Page(
        "This form does not come from a current page of the sandbox.",
        "The browser's cookies are blocked or were deleted, or another site tried to send the form in your name.") with
    { Check = "the form is from a page of the sandbox" };

    public static ProtocolError NoNavigation() => Page(
        "A sign-in or sign-out must start with a navigation of the browser.",
        "A script, an image or another part of a page requested the address of a sign-in or sign-out.") with
    { Check = "the request is a navigation of the browser" };

    private static ProtocolError Page(string message, string cause) => new(
        50089,
        "invalid_request",
        message,
        cause,
        "Go back to the app and start again.")
    {
        StaysHere = true,
        Check = "the page belongs to a sign-in of this browser",
    };
}
