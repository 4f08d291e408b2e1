namespace Sandbox.Wire;

/// <summary>The setting <c>Sandbox:RecordExchanges</c>: whether the sandbox records protocol exchanges.</summary>
public static class RecordExchanges
{
    private const string Name = "Sandbox:RecordExchanges";

    /// <summary>Reads the setting.</summary>
    /// <returns>Whether exchanges are recorded. They are when the setting is absent or empty.</returns>
    /// <exception cref="InvalidOperationException">It is neither true nor false; the message says it.</exception>
    public static bool IsOn(IConfiguration configuration)
    {
        if (configuration[Name] is not { Length: > 0 } text)
        {
            return true;
        }

        return bool.TryParse(text, out var isOn)
            ? isOn
            : throw new InvalidOperationException(
                $"{Name} is '{text}', which is neither true nor false. Write one of them, or remove the setting.");
    }

    /// <summary>Checks the setting before anything listens.</summary>
    /// <param name="configuration">Where the setting is.</param>
    /// <returns>The sentence that says what is wrong, or <see langword="null"/>.</returns>
    public static string? FindProblem(IConfiguration configuration)
    {
        try
        {
            IsOn(configuration);
            return null;
        }
        catch (InvalidOperationException invalid)
        {
            return invalid.Message;
        }
    }
}
