using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>Reads from a form what a browser would submit if no button were pressed.</summary>
internal static class FormFields
{
    public static IEnumerable<KeyValuePair<string, string>> Of(IHtmlFormElement form) =>
        form.Elements
            .Where(element => !element.HasAttribute("disabled"))
            .SelectMany(ValuesOf);

    private static IEnumerable<KeyValuePair<string, string>> ValuesOf(IElement element) => element switch
    {
        IHtmlInputElement { Type: "submit" or "button" or "reset" or "image" or "file" } => [],
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
        IHtmlInputElement { Name: { Length: > 0 } name } input => [new(name, input.Value)],
        IHtmlTextAreaElement { Name: { Length: > 0 } name } area => [new(name, area.Value)],
        IHtmlSelectElement { Name: { Length: > 0 } name } select => select.Options.Where(option => option.IsSelected).Select(option => new KeyValuePair<string, string>(name, option.Value)),
        _ => [],
    };
}
