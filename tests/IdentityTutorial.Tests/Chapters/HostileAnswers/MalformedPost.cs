using System.Net.Http.Headers;
using System.Text;

namespace IdentityTutorial.Tests.Chapters.HostileAnswers;

/// <summary>Bodies that no provider would post to the callback address, for a theory: one row each.</summary>
internal static class MalformedPost
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly Dictionary<string, (string? Type, string Body)> _bodies = new()
    {
        ["nothing"] = (null, ""),
        ["an empty form"] = (Form, ""),
        ["only separators"] = (Form, "&&&=&=&"),
        ["a form without names"] = (Form, "=x&=y"),
        ["broken escapes"] = (Form, "state=%zz&code=%"),
        ["escapes that are no UTF-8"] = (Form, "state=%ff%fe&code=%c0%80"),
        ["NUL characters"] = (Form, "state=%00&code=%00"),
        ["line breaks"] = (Form, "state=a%0d%0aSet-Cookie:%20x=y&code=b"),
        ["an unknown character set"] = (Form + "; charset=no-such-set", "state=x&code=y"),
        ["another character set"] = (Form + "; charset=utf-16", "state=x&code=y"),
        ["a name of 5,000 letters"] = (Form, new string('a', 5000) + "=x"),
        ["1,500 fields"] = (Form, string.Concat(Enumerable.Repeat("state=x&", 1500))),
        ["a state of 100,000 letters"] = (Form, "code=x&state=" + new string('A', 100_000)),
        ["text"] = ("text/plain", "state=x&code=y"),
        ["a multipart form"] = ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"state\"\r\n\r\nx\r\n--b--\r\n"),
        ["a multipart form without its boundary"] = ("multipart/form-data", "--b"),
        ["a token and no state"] = (Form, "id_token=a.b.c"),
        ["a token and a state"] = (Form, "id_token=a.b.c&state=x"),
        ["an error and a state that is not ours"] = (Form, "error=access_denied&state=x"),
    };

    /// <summary>The names of the bodies: the rows of a theory.</summary>
    public static TheoryData<string> Cases => [.. _bodies.Keys];

    /// <summary>Makes one of <see cref="Cases"/>.</summary>
    public static ByteArrayContent Make(string name)
    {
        var (type, body) = _bodies[name];
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
