using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Sandbox.Protocol.Errors;

namespace Sandbox.Protocol;

/// <summary>The parameters of a protocol request, from the query or from the form. An empty parameter counts as absent (RFC 6749, section 3.1).</summary>
internal sealed class RequestParameters(IReadOnlyDictionary<string, string> values, string? duplicate = null)
{
    /// <summary>Longer than any parameter that has a meaning here; a <c>state</c> or a <c>claims</c> request takes a few thousand.</summary>
    public const int MaxLength = 16 * 1024;

    private const int MaxCount = 100;

    // These two are kept with what they gave, for as long as its tokens live.
    private const int MaxLengthOfKept = 4 * 1024;

    // OpenID Connect Core, section 3.1.2.1; RFC 7636; Microsoft's own; the device of a device sign-in; the ticket of an
    // invitation.
    private static readonly FrozenSet<string> _known = FrozenSet.ToFrozenSet(
    [
        "claims", "client_id", "client_info", "code_challenge", "code_challenge_method", "device", "domain_hint", "login_hint", "max_age", "nonce",
        "prompt", "redirect_uri", "response_mode", "response_type", "scope", "sid", "state", "ticket",
    ]);

    // An authorization request waits for a person, and other sites can have a browser send as many as they like.
    private const int MaxTotal = 64 * 1024;

    /// <summary>A parameter that was sent more than once, which is not allowed (RFC 6749, section 3.1).</summary>
    public string? Duplicate { get; } = duplicate;

    public IReadOnlyDictionary<string, string> Values { get; } = values;

    /// <summary>The length of all names and values, in characters.</summary>
    public int Length => Values.Sum(pair => pair.Key.Length + pair.Value.Length);

    public string? this[string name] => Values.GetValueOrDefault(name);

    /// <summary>
    /// Without the parameters that mean nothing in an authorization request. They are accepted, as everywhere (RFC 6749,
    /// section 3.1), and what waits for a person need not keep them.
    /// </summary>
    public RequestParameters Known() =>
        new(Values.Where(pair => _known.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal));

    /// <exception cref="ProtocolException">The parameter is missing (AADSTS900144).</exception>
    public string Required(string name) => this[name] ?? throw new ProtocolException(RequestErrors.MissingParameter(name));

    /// <summary>Reads the query of a GET and the form of a POST.</summary>
    /// <exception cref="ProtocolException">The request is no form, or too large.</exception>
    public static async Task<RequestParameters> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return From(request.Query, RequestErrors.QueryTooLong());
        }

        if (!IsForm(request.ContentType))
        {
            throw new ProtocolException(RequestErrors.NotAForm(request.ContentType));
        }

        try
        {
            return From(
                await request.ReadFormAsync(cancellationToken),
                RequestErrors.Malformed("The request has too many parameters, or a parameter is too long."));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new ProtocolException(RequestErrors.Malformed(
                "The form cannot be read, because it is damaged or too large."));
        }
    }

    /// <exception cref="ProtocolException">A parameter was sent twice.</exception>
    public void RejectDuplicates()
    {
        if (Duplicate is not null)
        {
            throw new ProtocolException(RequestErrors.Malformed($"The parameter '{Duplicate}' was sent more than once."));
        }
    }

    /// <summary>The one encoding that the protocols know, in UTF-8 (RFC 6749, appendix B). Others would bring their own ways to fail.</summary>
    private static bool IsForm(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static int MaxLengthOf(string name) => name is "scope" or "claims" ? MaxLengthOfKept : MaxLength;

    private static RequestParameters From(IEnumerable<KeyValuePair<string, StringValues>> pairs, ProtocolError tooLarge)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        string? duplicate = null;
        var total = 0;
        foreach (var (name, sent) in pairs)
        {
            total += name.Length + sent.Sum(value => value?.Length ?? 0);
            if (values.Count == MaxCount || total > MaxTotal || sent.Any(value => value?.Length > MaxLengthOf(name)))
            {
                throw new ProtocolException(tooLarge);
            }

            duplicate ??= sent.Count > 1 ? name : null;
            if (!string.IsNullOrEmpty(sent[0]))
            {
                values[name] = sent[0]!;
            }
        }

        return new RequestParameters(values, duplicate);
    }
}
