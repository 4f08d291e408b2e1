namespace Sandbox.Protocol.Errors;

/// <summary>Errors that a person meets who does not want to go on, or comes with the back button, an old tab or a foreign page.</summary>
internal static class InteractionErrors
{
    public static ProtocolError Declined() => new(65004, "access_denied",
        "The person did not go on with the sign-in.",
        "They declined or cancelled.",
        "Let them try again; ask for less, and say what it is for.")
    { Check = "the user approves the request" };

    public static ProtocolError Unknown() => Page(
        "This sign-in is not known here.",
        "The address was copied incompletely, or the sandbox was reset or restarted in the meantime.");

    public static ProtocolError UnknownInvitation() => Page(
        "This invitation is not known here.",
        "The address was copied incompletely, the guest was deleted, or the sandbox was reset in the meantime.");

    public static ProtocolError OtherBrowser() => Page(
        "This sign-in was begun in another browser.",
        "Its address was copied from one browser to another, or the browser's cookies were deleted or are blocked.");

    public static ProtocolError Expired() => Page(
        "This sign-in has waited too long and has expired.",
        "The page was open for more than an hour.");

    public static ProtocolError Over() => Page(
        "This sign-in is already finished.",
        "The page was reached with the back button, or opened in two tabs.");

    public static ProtocolError ForeignForm() => Page(
        "This form was not sent from a page of the sandbox, or the page was too old.",
        "Cookies are blocked or were deleted, or another site tried to send the form in your name.") with
    { Check = "the form is from a page of the sandbox" };

    public static ProtocolError NoNavigation() => Page(
        "A sign-in begins with a navigation of the browser.",
        "A script, an image or another part of a page asked for the address of a sign-in.") with
    { Check = "the request is a navigation of the browser" };

    private static ProtocolError Page(string message, string cause) => new(50089, "invalid_request", message, cause, "Go back to the application and start again.")
    {
        StaysHere = true,
        Check = "the page belongs to a sign-in of this browser",
    };
}
