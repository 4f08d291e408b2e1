using Sandbox.EntraId.Authorize;
using Sandbox.EntraId.Errors;
using Sandbox.Protocol.Errors;

namespace Sandbox.Protocol.Authorize;

/// <summary>Reads the <c>prompt</c> parameter.</summary>
internal static class PromptValues
{
    /// <exception cref="ProtocolException">A word is unknown, or <c>none</c> is combined with others.</exception>
    public static Prompts Read(string? text)
    {
        var prompt = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(Prompts.AsNeeded, (sum, word) => sum | word switch
        {
            "none" => Prompts.Never,
            "login" => Prompts.Login,
            "select_account" => Prompts.SelectAccount,
            "consent" => Prompts.Consent,
            "create" => Prompts.Create,
            _ => throw new ProtocolException(RequestErrors.Malformed($"The parameter 'prompt' cannot be '{word}'.")),
        });
        return prompt.HasFlag(Prompts.Never) && prompt != Prompts.Never
            ? throw new ProtocolException(RequestErrors.Malformed("The parameter 'prompt' cannot ask for no page ('none') and for pages at once."))
            : prompt;
    }
}
