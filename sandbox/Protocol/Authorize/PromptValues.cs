using Sandbox.Protocol.Errors;

namespace Sandbox.Protocol.Authorize;

/// <summary>Reads the <c>prompt</c> parameter.</summary>
internal static class PromptValues
{
    /// <summary>The meaning of one word; <see langword="null"/> when it has none.</summary>
    public static Prompts? Find(string word) => word switch
    {
        "none" => Prompts.Never,
        "login" => Prompts.Login,
        "select_account" => Prompts.SelectAccount,
        "consent" => Prompts.Consent,
        "create" => Prompts.Create,
        _ => null,
    };

    /// <summary>Reads a list of words (OpenID Connect Core, section 3.1.2.1).</summary>
    /// <exception cref="ProtocolException">A word is unknown, or <c>none</c> is combined with others.</exception>
    public static Prompts Read(string? text)
    {
        var prompt = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(Prompts.AsNeeded, (sum, word) =>
            sum | (Find(word) ?? throw new ProtocolException(
                RequestErrors.Malformed($"The parameter 'prompt' cannot be '{word}'."))));
        return prompt.HasFlag(Prompts.Never) && prompt != Prompts.Never
            ? throw new ProtocolException(RequestErrors.Malformed(
                "The parameter 'prompt' cannot combine 'none' with other values."))
            : prompt;
    }
}

/// <summary>The <c>prompt</c> parameter.</summary>
[Flags]
internal enum Prompts
{
    /// <summary>Ask for what is needed.</summary>
    AsNeeded = 0,

    /// <summary>Show no page (<c>none</c>).</summary>
    Never = 1,

    /// <summary>Have the person prove again who they are (<c>login</c>).</summary>
    Login = 2,

    /// <summary>Have the person choose an account (<c>select_account</c>).</summary>
    SelectAccount = 4,

    /// <summary>Ask for consent even if it was given (<c>consent</c>).</summary>
    Consent = 8,

    /// <summary>Let the person make an account (<c>create</c>).</summary>
    Create = 16,
}
