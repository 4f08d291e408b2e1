namespace IdentityTutorial.Measure.Load;

/// <summary>One of the workers that load a server: it does the same thing over and over.</summary>
internal interface IWorker
{
    /// <summary>Does once what is not measured, such as signing in to get a session.</summary>
    Task PrepareAsync();

    /// <summary>Does once what is measured, and checks every answer.</summary>
    /// <returns>How many signed tokens the worker got.</returns>
    /// <exception cref="InvalidOperationException">An answer is not the expected one.</exception>
    Task<int> RunOnceAsync();
}
