using Sandbox.Protocol;

namespace Sandbox.Documents;

/// <summary>Shows the documents, their pictures, and the code that they link to.</summary>
internal sealed class DocumentEndpoints(RepositoryFiles files, DocumentSearch search)
{
    private const string Troubleshooting = "ReadmeFiles/troubleshooting.md";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(
            DocumentsSetup.Path,
            (string? q, HttpContext context, DocumentEndpoints pages) => pages.ListAsync(q, context.RequestAborted));
        endpoints.MapGet(
            DocumentsSetup.Path + "/errors/{code}",
            (string code, HttpContext context, DocumentEndpoints pages) =>
                pages.FindErrorAsync(code, context.RequestAborted));
        endpoints.MapGet(
            DocumentsSetup.Path + "/{**path}",
            (string path, HttpContext context, DocumentEndpoints pages) =>
                pages.ShowAsync(path, context.RequestAborted));
    }

    private async Task<IResult> ListAsync(string? words, CancellationToken cancellationToken)
    {
        if (!files.Exist)
        {
            return Results.NotFound();
        }

        var documents = new List<DocumentLink>();
        foreach (var file in files.Documents())
        {
            documents.Add(new(file.Address, (await Document.ReadAsync(file, cancellationToken)).Title));
        }

        return new PageResult("~/Documents/DocumentsPage.cshtml", new DocumentsPage
        {
            Documents = documents,
            Words = words ?? "",
            Results = await search.FindAsync(words ?? "", cancellationToken),
        });
    }

    /// <summary>Leads to the section about an error, or to all sections that mention it.</summary>
    private async Task<IResult> FindErrorAsync(string code, CancellationToken cancellationToken)
    {
        if (files.Find(Troubleshooting) is not { } file)
        {
            return Results.NotFound();
        }

        var sections = (await Document.ReadAsync(file, cancellationToken)).Sections;
        return Results.LocalRedirect(sections.FirstOrDefault(section => section.Heading == code) is { } found
            ? $"{DocumentsSetup.Path}/{Troubleshooting}#{found.Anchor}"
            : $"{DocumentsSetup.Path}?q={Uri.EscapeDataString(code)}");
    }

    private async Task<IResult> ShowAsync(string path, CancellationToken cancellationToken)
    {
        if (files.Find(path) is not { } file)
        {
            return ShowFolder(path.TrimEnd('/'));
        }

        switch (file.Kind)
        {
            case RepositoryFileKind.Document:
                return new PageResult(
                    "~/Documents/DocumentPage.cshtml",
                    new DocumentPage(file, await Document.ReadAsync(file, cancellationToken)));
            case RepositoryFileKind.Picture:
                return Results.File(file.FullPath, file.ContentType);
            default:
                var lines = await File.ReadAllLinesAsync(file.FullPath, cancellationToken);
                return new PageResult("~/Documents/CodePage.cshtml", new CodePage(file, lines));
        }
    }

    private IResult ShowFolder(string folder)
    {
        if (files.Find($"{folder}/README.md") is { } readme)
        {
            return Results.LocalRedirect($"{DocumentsSetup.Path}/{readme.Address}");
        }

        var content = files.List(folder);
        return content.Count > 0
            ? new PageResult("~/Documents/FolderPage.cshtml", new FolderPage(folder, content))
            : Results.NotFound();
    }
}
