namespace Sandbox.Scenarios;

/// <summary>Knows where the chapters of the tutorial run. The tutorial part implements it; the platform alone has none.</summary>
public interface IChapterAddresses
{
    /// <summary>Finds a chapter that answers.</summary>
    /// <param name="number">The number of the chapter, such as <c>1-1</c>.</param>
    /// <returns>Its address, or <see langword="null"/> when it does not run.</returns>
    Uri? Find(string number);
}
