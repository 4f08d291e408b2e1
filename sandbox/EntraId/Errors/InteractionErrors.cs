namespace Sandbox.EntraId.Errors;

/// <summary>Errors that a person meets with the back button, an old tab or a foreign page.</summary>
internal static class InteractionErrors
{
    public static ProtocolError Unknown() => Page(
        "This sign-in is not known here.",
        "The address was copied incompletely, or the sandbox was reset in the meantime.");

    public static ProtocolError Expired() => Page(
        "This sign-in has waited too long and has expired.",
        "The page was open for more than an hour.");

    public static ProtocolError Over() => Page(
        "This sign-in is already finished.",
        "The page was reached with the back button, or opened in two tabs.");

    public static ProtocolError ForeignForm() => Page(
        "This form was not sent from a page of the sandbox, or the page was too old.",
        "Cookies are blocked or were deleted, or another site tried to send the form in your name.");

    private static ProtocolError Page(string message, string cause) => new(50089, "invalid_request", message, cause, "Go back to the application and start again.")
    {
        StaysHere = true,
    };
}
