using System.Globalization;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Sandbox.Seed;

namespace Sandbox.Home;

/// <summary>
/// What the button <b>Reset to seed</b> did. A cookie carries the sentence over the redirect to the home page, which
/// shows it once (<see cref="ITempDataDictionary"/>).
/// </summary>
/// <param name="Text">The sentence.</param>
/// <param name="IsProblem">Whether nothing was reset.</param>
public sealed record ResetNotice(string Text, bool IsProblem)
{
    private const string Key = "reset";
    private const string ProblemKey = "reset-problem";

    /// <summary>Describes a reset that was done.</summary>
    public static ResetNotice Done(SeedContent seed) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The sandbox was reset. The database now has {seed.Tenants} tenants, "
                + $"{seed.Applications:N0} apps and {seed.Accounts:N0} users."),
        IsProblem: false);

    /// <summary>Describes a reset that was not done.</summary>
    public static ResetNotice NotDone(SeedException exception) =>
        new($"Nothing was reset. {exception.Message}", IsProblem: true);

    /// <summary>Keeps the notice for the next page.</summary>
    public void Keep(ITempDataDictionary data)
    {
        data[IsProblem ? ProblemKey : Key] = Text;
        data.Save();
    }

    /// <summary>Takes the notice that was kept, if there is one.</summary>
    public static ResetNotice? Take(ITempDataDictionary data)
    {
        ResetNotice? notice = data[ProblemKey] is string problem ? new(problem, IsProblem: true)
            : data[Key] is string text ? new(text, IsProblem: false)
            : null;
        if (notice is not null)
        {
            data.Save();
        }

        return notice;
    }
}
