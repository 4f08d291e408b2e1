using Sandbox.Protocol;

namespace Sandbox.Documents;

/// <summary>Shows the documents, their pictures, and the code that they link to.</summary>
internal sealed class DocumentEndpoints(RepositoryFiles files)
{
    /// <summary>Maps the pages, the pictures and the addresses of errors.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(DocumentsSetup.Path)
            .AddEndpointFilter<PageFilter>()
            .AddEndpointFilter<OwnPageOrNavigationFilter>();
        group.MapGet(
            "",
            (string? q, HttpContext context, DocumentEndpoints pages) => pages.ListAsync(q, context.RequestAborted));
        group.MapGet(
            "/errors/{code}",
            (string code, HttpContext context, DocumentEndpoints pages) =>
                pages.FindErrorAsync(code, context.RequestAborted));
        group.MapGet(
            "/{**path}",
            (string path, HttpContext context, DocumentEndpoints pages) =>
                pages.ShowAsync(path, context.RequestAborted));
    }

    private async Task<IResult> ListAsync(string? words, CancellationToken cancellationToken)
    {
        if (!files.Exist)
        {
            return Results.NotFound();
        }

        var documents = new List<(RepositoryFile File, Document Document)>();
        foreach (var file in files.Documents())
        {
            documents.Add((file, await Document.ReadAsync(file, cancellationToken)));
        }

        return new PageResult("~/Documents/DocumentsPage.cshtml", new DocumentsPage
        {
            Documents = [.. documents.Select(each => new DocumentLink(each.File.Address, each.Document.Title))],
            Words = words ?? "",
            Results = await DocumentSearch.FindAsync(documents, words ?? "", cancellationToken),
        });
    }

    /// <summary>Leads to the section about an error, or to all sections that mention it.</summary>
    private async Task<IResult> FindErrorAsync(string code, CancellationToken cancellationToken)
    {
        if (files.Find(TroubleshootingGuide.Address) is not { } file)
        {
            return Results.NotFound();
        }

        var sections = (await Document.ReadAsync(file, cancellationToken)).Sections;
        return Results.LocalRedirect(sections.FirstOrDefault(section => section.Heading == code) is { } found
            ? $"{DocumentsSetup.Path}/{TroubleshootingGuide.Address}#{found.Anchor}"
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
