using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Sandbox.DirectoryPage;

/// <summary>What a button did. A cookie carries it over the redirect to the page, which shows it once.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Request">The request to Microsoft Graph that does the same; empty where there is none.</param>
/// <param name="IsProblem">Whether nothing was changed.</param>
internal sealed record DirectoryNotice(string Text, string Request, bool IsProblem)
{
    private const string Key = "directory";

    // The notice can name what was entered. Every request carries its cookie, and servers reject long headers.
    private const int Longest = 500;

    /// <summary>A notice that nothing was changed.</summary>
    /// <param name="text">Why, and what to do.</param>
    public static DirectoryNotice Refusal(string text) => new(text, "", IsProblem: true);

    /// <summary>Keeps the notice for the next page.</summary>
    public void Keep(ITempDataDictionary data)
    {
        data[Key] = new[] { Cut(Text), Cut(Request), IsProblem ? "problem" : "" };
        data.Save();
    }

    /// <summary>Takes the notice that was kept, if there is one.</summary>
    public static DirectoryNotice? Take(ITempDataDictionary data)
    {
        if (data[Key] is not string[] { Length: 3 } kept)
        {
            return null;
        }

        data.Save();
        return new(kept[0], kept[1], kept[2].Length > 0);
    }

    private static string Cut(string text) => text.Length <= Longest ? text : text[..Longest] + "…";
}
