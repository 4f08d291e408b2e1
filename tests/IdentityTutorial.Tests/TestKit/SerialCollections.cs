using IdentityTutorial.Tests.Browser;
using IdentityTutorial.Tests.TestKit.PostgreSql;
using IdentityTutorial.Tests.TestKit.Rehearsal;

namespace IdentityTutorial.Tests.TestKit;

/// <summary>
/// Tests with real processes: one after the other, so that they do not wait for each other's starts, beside the
/// in-process ones.
/// </summary>
[CollectionDefinition(Name)]
public sealed class ProcessTests
{
    /// <summary>The collection's name, for <c>[Collection(ProcessTests.Name)]</c>.</summary>
    public const string Name = "Processes";
}

/// <summary>
/// Tests that build projects of this repository, from whose output other tests run: nothing runs beside them.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BuildTests
{
    /// <summary>The collection's name, for <c>[Collection(BuildTests.Name)]</c>.</summary>
    public const string Name = "Builds";
}

/// <summary>Tests that set environment variables, which all of this process sees: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentTests
{
    /// <summary>The collection's name, for <c>[Collection(EnvironmentTests.Name)]</c>.</summary>
    public const string Name = "Environment";
}

/// <summary>Tests with Chromium: one after the other, with one sandbox, one of each chapter and one Chromium for all, beside the in-process ones.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserStage>
{
    /// <summary>The collection's name, for <c>[Collection(BrowserTests.Name)]</c>.</summary>
    public const string Name = "Browser";
}

/// <summary>
/// Tests with PostgreSQL, rehearsals among them: one after the other, with one server and one sandbox for all,
/// because some of them restart the server. They wait for processes most of the time, so the in-process ones run beside
/// them.
/// </summary>
[CollectionDefinition(Name)]
public sealed class DatabaseTests : ICollectionFixture<PostgreSqlStage>, ICollectionFixture<RehearsalSandbox>
{
    /// <summary>The collection's name, for <c>[Collection(DatabaseTests.Name)]</c>.</summary>
    public const string Name = "Database";
}

/// <summary>
/// The rehearsals in which PostgreSQL stays away, with a server and a sandbox of their own: two minutes of waiting,
/// beside the other tests with a database.
/// </summary>
[CollectionDefinition(Name)]
public sealed class OutageTests : ICollectionFixture<PostgreSqlStage>, ICollectionFixture<RehearsalSandbox>
{
    /// <summary>The collection's name, for <c>[Collection(OutageTests.Name)]</c>.</summary>
    public const string Name = "Outage";
}
