using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(IdentityTutorial.Tests.TestKit.LongestCollectionFirst))]

namespace IdentityTutorial.Tests.TestKit;

/// <summary>Starts the tests with Chromium first: they take minutes one after the other, mostly waiting, and the others fill the time.</summary>
public sealed class LongestCollectionFirst : ITestCollectionOrderer
{
    /// <inheritdoc />
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName == BrowserTests.Name ? 0 : 1).ThenBy(collection => collection.UniqueID, StringComparer.Ordinal)];
}
