using IdentityTutorial.Tests.Clients;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(IdentityTutorial.Tests.TestKit.LongestCollectionFirst))]

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// Starts the tests first that take minutes one after the other, mostly waiting: those with a database, with processes,
/// with Chromium and with client libraries. The others fill the time.
/// </summary>
public sealed class LongestCollectionFirst : ITestCollectionOrderer
{
    /// <inheritdoc />
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection)).ThenBy(collection => collection.UniqueID, StringComparer.Ordinal)];

    private static int Place(ITestCollection collection) => collection.TestCollectionDisplayName switch
    {
        DatabaseTests.Name => 0,
        ProcessTests.Name => 1,
        BrowserTests.Name => 2,
        OutageTests.Name => 3,
        ClientTests.Name => 4,
        _ => 5,
    };
}
