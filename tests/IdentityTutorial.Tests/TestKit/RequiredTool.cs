using System.Diagnostics.CodeAnalysis;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>What happens when a tool that a test layer needs is not on the machine.</summary>
public static class RequiredTool
{
    /// <summary>The environment variable that turns such a skip into a failure; <c>.ci/run</c> sets it to <c>true</c>.</summary>
    public const string RequireAllLayers = "IDENTITYTUTORIAL_REQUIRE_ALL_LAYERS";

    /// <summary>Skips the running test, or fails it where every layer is required.</summary>
    /// <param name="sentence">What is missing and how to install it.</param>
    [DoesNotReturn]
    public static void Missing(string sentence)
    {
        if (string.Equals(Environment.GetEnvironmentVariable(RequireAllLayers), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail($"{sentence} ({RequireAllLayers} is set, so this is a failure and not a skip.)");
        }

        Assert.Skip(sentence);
    }
}
