using System.Runtime.CompilerServices;
using Xunit.Sdk;
using Xunit.v3;

namespace IdentityTutorial.Tests.Nightly;

/// <summary>
/// A test of the nightly set, which exists only where <see cref="Variable"/> is <c>true</c>. An explicit test of
/// xUnit.net would do the same, but it is reported as skipped, and a skipped test is a failure in <c>.ci/run</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(NightlyFactDiscoverer))]
public sealed class NightlyFactAttribute(
    [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber), ITraitAttribute
{
    /// <summary>The environment variable that adds the nightly set.</summary>
    public const string Variable = "IDENTITYTUTORIAL_NIGHTLY";

    /// <inheritdoc />
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [KeyValuePair.Create("Set", "Nightly")];
}

/// <summary>Finds the tests of the nightly set.</summary>
public sealed class NightlyFactDiscoverer : FactDiscoverer
{
    /// <inheritdoc />
    public override ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        Environment.GetEnvironmentVariable(NightlyFactAttribute.Variable) is "true"
            ? base.Discover(discoveryOptions, testMethod, factAttribute)
            : new([]);
}
