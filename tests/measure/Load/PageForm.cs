using System.Net;
using System.Text.RegularExpressions;

namespace IdentityTutorial.Measure.Load;

/// <summary>The first form of a page, which is the one with the accounts at every server that is measured.</summary>
/// <param name="Action">Where the form is sent.</param>
/// <param name="Fields">The hidden fields, such as the antiforgery token, and the button that was selected.</param>
internal sealed partial record PageForm(Uri Action, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <summary>Fills the form as a browser does when the user selects an account.</summary>
    /// <param name="page">The sign-in page.</param>
    /// <param name="account">The value of the account's button, or null when the button has none.</param>
    /// <exception cref="InvalidOperationException">The page has no form, or does not offer the account.</exception>
    public static PageForm SelectAccount(Page page, string? account)
    {
        var form = FormPattern().Match(page.Html);
        if (page.Status != HttpStatusCode.OK || !form.Success)
        {
            throw page.Unexpected("This page should have a form");
        }

        var content = form.Groups["content"].Value;
        List<KeyValuePair<string, string>> fields = [];
        foreach (Match input in HiddenPattern().Matches(content))
        {
            fields.Add(new(Attribute(input.Value, "name"), Attribute(input.Value, "value")));
        }

        if (account is not null)
        {
            if (!content.Contains($"name=\"account\" value=\"{account}\"", StringComparison.Ordinal))
            {
                throw page.Unexpected($"This page should offer {account}");
            }

            fields.Add(new("account", account));
        }

        return new(new(page.Address, Attribute(form.Groups["tag"].Value, "action")), fields);
    }

    private static string Attribute(string tag, string name)
    {
        var start = tag.IndexOf($" {name}=\"", StringComparison.Ordinal);
        if (start < 0)
        {
            return "";
        }

        start += name.Length + 3;
        return WebUtility.HtmlDecode(tag[start..tag.IndexOf('"', start)]);
    }

    [GeneratedRegex("(?<tag><form[^>]*>)(?<content>.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenPattern();
}
