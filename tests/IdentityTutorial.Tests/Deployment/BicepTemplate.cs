namespace IdentityTutorial.Tests.Deployment;

/// <summary>The Bicep files of chapter 3-1 together.</summary>
internal sealed class BicepTemplate(IReadOnlyList<BicepFile> files)
{
    /// <summary>The folder, relative to the repository's root.</summary>
    public const string Folder = "3-Deployment/3-1-Deploy-To-AppService/infra";

    private static readonly Lazy<Task<BicepTemplate>> _original = new(() => InfraTools.ReadBicepAsync(RepositoryPaths.Of(Folder)));

    public IReadOnlyList<BicepFile> Files { get; } = files;

    /// <summary>The resources that are created, not only looked up, of all files.</summary>
    public IEnumerable<BicepResource> Created => Files.SelectMany(file => file.Resources).Where(resource => !resource.Existing);

    /// <summary>The files as they are in the repository, parsed once for all tests.</summary>
    public static Task<BicepTemplate> ReadAsync() => _original.Value;

    public IEnumerable<BicepResource> OfType(string type) => Created.Where(resource => resource.Type == type);

    public BicepFile Named(string name) => Files.Single(file => file.Name == name);
}
