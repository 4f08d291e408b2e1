using System.Globalization;
using System.Text.RegularExpressions;

namespace IdentityTutorial.Tests.EntraId.ErrorCodes;

/// <summary>Where an error is shown.</summary>
public enum Place
{
    /// <summary>In the JSON answer of an endpoint.</summary>
    Json,

    /// <summary>At the app's redirect URI.</summary>
    Redirect,

    /// <summary>On a page of the sandbox that ends the sign-in there.</summary>
    ErrorPage,

    /// <summary>On the page that the user is on, and can correct it.</summary>
    Form,
}

/// <summary>What a request got, as a client or a person sees it.</summary>
/// <param name="Place">Where the error is.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Code">The AADSTS number.</param>
/// <param name="Error">The OAuth error; <see langword="null"/> where a form shows the number alone.</param>
/// <param name="SubError">The suberror of a JSON answer.</param>
public sealed partial record Outcome(Place Place, int Status, int Code, string? Error, string? SubError = null)
{
    /// <summary>Reads a JSON answer.</summary>
    public static Outcome Of(TokenAnswer answer) => new(
        Place.Json,
        (int)answer.Status,
        NumberIn(answer.Body["error_description"]?.GetValue<string>()),
        answer.Body["error"]?.GetValue<string>(),
        answer.Body["suberror"]?.GetValue<string>());

    /// <summary>Reads a page, or the answer that leaves for the app.</summary>
    public static Outcome Of(Page page)
    {
        if (page.FormPost is not null || page.Location is not null)
        {
            var answer = EntraIdFixture.AnswerOf(page);
            return new Outcome(Place.Redirect, (int)page.Status, NumberIn(answer.GetValueOrDefault("error_description")), answer.GetValueOrDefault("error"));
        }

        var number = NumberIn(page.Document.QuerySelector(".error-code")?.TextContent + ":");
        var isErrorPage = page.Document.QuerySelector("h1")?.TextContent == "The sandbox rejected the request";
        return new Outcome(
            isErrorPage ? Place.ErrorPage : Place.Form,
            (int)page.Status,
            number,
            isErrorPage ? page.Document.QuerySelector("main dl dd code")?.TextContent : null);
    }

    private static int NumberIn(string? text) => Number().Match(text ?? "") is { Success: true } match
        ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : 0;

    [GeneratedRegex(@"^AADSTS(\d+):")]
    private static partial Regex Number();
}
