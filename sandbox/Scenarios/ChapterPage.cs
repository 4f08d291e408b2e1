namespace Sandbox.Scenarios;

/// <summary>A page of a chapter of the tutorial.</summary>
/// <param name="Chapter">The number of the chapter, such as <c>1-1</c>.</param>
/// <param name="Name">What the chapter's menu calls the page.</param>
/// <param name="Path">The path of the page in the chapter.</param>
internal sealed record ChapterPage(string Chapter, string Name, string Path)
{
    /// <summary>The sign-in of chapter 1-1. It runs again for a user who is signed in.</summary>
    public static readonly ChapterPage SignIn = new("1-1", "Sign in", "/MicrosoftIdentity/Account/SignIn");

    /// <summary>A page of chapter 2-1 that calls Graph.</summary>
    public static readonly ChapterPage Profile = new("2-1", "Profile", "/Profile");

    /// <summary>A page of chapter 2-1 that needs a permission of its own.</summary>
    public static readonly ChapterPage People = new("2-1", "People", "/People");

    /// <summary>The page of chapter 2-1 with the tokens of the user.</summary>
    public static readonly ChapterPage TokenCache = new("2-1", "Token cache", "/TokenCache");
}
