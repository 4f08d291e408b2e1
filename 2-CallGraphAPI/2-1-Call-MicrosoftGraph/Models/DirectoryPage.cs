using Microsoft.Graph.Models;

namespace CallMicrosoftGraph.Models;

/// <summary>What the page "People" shows: one page of the directory.</summary>
/// <param name="Users">The users on the page.</param>
/// <param name="Search">What the user searched for; null for all users.</param>
/// <param name="Number">The number of the page, from 1.</param>
/// <param name="Total">How many users all pages have together.</param>
/// <param name="HasNext">Whether there is a next page.</param>
public sealed record DirectoryPage(IReadOnlyList<User> Users, string? Search, int Number, long Total, bool HasNext);
