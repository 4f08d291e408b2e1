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
        if (account is null)
        {
            return Fill(page, []);
        }

        return page.Html.Contains($"name=\"account\" value=\"{account}\"", StringComparison.Ordinal)
            ? Fill(page, [new("account", account)])
            : throw page.Unexpected($"This page should offer {account}");
    }

    /// <summary>Fills the form with values of the user, and keeps its hidden fields.</summary>
    /// <param name="page">The page with the form.</param>
    /// <param name="values">The names of fields with their values, and of the button that the user selects.</param>
    /// <exception cref="InvalidOperationException">The page has no form.</exception>
    public static PageForm Fill(Page page, IEnumerable<KeyValuePair<string, string>> values)
    {
        var form = FormPattern().Match(page.Html);
        if (page.Status != HttpStatusCode.OK || !form.Success)
        {
            throw page.Unexpected("This page should have a form");
        }

        List<KeyValuePair<string, string>> fields = [];
        foreach (Match input in HiddenPattern().Matches(form.Groups["content"].Value))
        {
            fields.Add(new(Attribute(input.Value, "name"), Attribute(input.Value, "value")));
        }

        fields.AddRange(values);
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
