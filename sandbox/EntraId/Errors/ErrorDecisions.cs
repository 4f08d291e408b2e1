using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sandbox.Protocol.Errors;

namespace Sandbox.EntraId.Errors;

/// <summary>
/// What the sandbox does with each code that is public: <c>error-codes.json</c> says how to produce it, or why the
/// sandbox does not. The tests read the same file.
/// </summary>
internal static class ErrorDecisions
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    // Read by the first request for the page, and not by each start.
    private static readonly Lazy<FrozenDictionary<string, ErrorCode>> _all = new(Read);

    /// <summary>Every code, by its name in any case.</summary>
    public static IReadOnlyDictionary<string, ErrorCode> All => _all.Value;

    /// <summary>
    /// Finds a code by its name, or by its number where it is one of Entra ID's, whose answers link here with it.
    /// </summary>
    public static ErrorCode? Find(string code) =>
        All.GetValueOrDefault($"AADSTS{code.Trim()}") ?? All.GetValueOrDefault(code.Trim());

    private static FrozenDictionary<string, ErrorCode> Read()
    {
        const string name = "Sandbox.EntraId.Errors.error-codes.json";
        using var stream = typeof(ErrorDecisions).Assembly.GetManifestResourceStream(name)!;
        var file = JsonSerializer.Deserialize<DecisionFile>(stream, _json)!;
        var decisions = file.Codes.ToDictionary(decision => $"AADSTS{decision.Code}");
        var produced = ErrorIndex.All.Values
            .Select(error => ErrorCode.Produced(error, decisions.GetValueOrDefault(error.Name)?.How));
        var others = file.Codes.Where(decision => decision.Reason is not null)
            .Select(decision => ErrorCode.NotProduced(decision, file.Reasons[decision.Reason!]));
        return produced.Concat(others).ToFrozenDictionary(code => code.Name, StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>What the sandbox does with one code.</summary>
internal sealed record ErrorCode(string Name, int Number, ErrorFamily Family, CodeStatus Status)
{
    /// <summary>What the code says, in one line.</summary>
    public required string About { get; init; }

    /// <summary>Which request produces it, or why none does.</summary>
    public required string Decision { get; init; }

    /// <summary>The code that the sandbox has for the same situation, where it has one.</summary>
    public string? Instead { get; init; }

    /// <summary>The error with its cause and its fix, where the sandbox produces it.</summary>
    public ProtocolError? Error { get; init; }

    /// <summary>The status as the page writes it.</summary>
    public string StatusText => Status == CodeStatus.Produced ? "Produced" : "Out of reach";

    /// <summary>A code that the sandbox produces.</summary>
    /// <param name="error">The error.</param>
    /// <param name="how">The request that produces it; the cause of the error when <see langword="null"/>.</param>
    public static ErrorCode Produced(ProtocolError error, string? how) =>
        new(error.Name, error.Code, error.Family, CodeStatus.Produced)
        {
            About = error.Message,
            Decision = how ?? error.Cause,
            Error = error,
        };

    /// <summary>A code that the sandbox does not produce.</summary>
    public static ErrorCode NotProduced(CodeDecision decision, CodeReason reason) =>
        new($"AADSTS{decision.Code}", decision.Code, ErrorFamily.EntraId, reason.Status)
        {
            About = decision.About!,
            Decision = reason.Text,
            Instead = decision.Instead is { } instead ? $"AADSTS{instead}" : null,
        };

    /// <summary>Whether each word occurs in what the page shows of the code.</summary>
    public bool Matches(IReadOnlyCollection<string> words)
    {
        var text = $"{Name} {About} {Decision} {Instead} {Error?.Error}";
        return words.All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>Whether the sandbox produces a code.</summary>
internal enum CodeStatus
{
    /// <summary>A request makes it happen.</summary>
    Produced,

    /// <summary>It belongs to what the sandbox leaves out.</summary>
    OutOfReach,
}

/// <summary>The content of <c>error-codes.json</c>.</summary>
/// <param name="Reasons">Why codes are not produced, by a key.</param>
/// <param name="Codes">The codes.</param>
internal sealed record DecisionFile(IReadOnlyDictionary<string, CodeReason> Reasons, IReadOnlyList<CodeDecision> Codes);

/// <summary>Why codes are not produced.</summary>
internal sealed record CodeReason(CodeStatus Status, string Text);

/// <summary>The decision about one code.</summary>
internal sealed record CodeDecision(int Code)
{
    /// <summary>The request that produces it.</summary>
    public string? How { get; init; }

    /// <summary>The class that tests it; <see langword="null"/> for the table of all codes.</summary>
    public string? Test { get; init; }

    /// <summary>The key of the reason why nothing produces it.</summary>
    public string? Reason { get; init; }

    /// <summary>What the code says, where the sandbox has no error for it.</summary>
    public string? About { get; init; }

    /// <summary>The code that the sandbox has for the same situation.</summary>
    public int? Instead { get; init; }
}
