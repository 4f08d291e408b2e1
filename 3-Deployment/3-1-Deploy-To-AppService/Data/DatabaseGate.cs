namespace DeployToAppService.Data;

/// <summary>
/// Answers with "The app is starting" until the data protection keys are loaded. Without the keys, the session cookie
/// of a signed-in user cannot be read, and the app would send that user to a sign-in for nothing.
/// </summary>
public static class DatabaseGate
{
    /// <summary>Adds the gate. Endpoints that are marked with <see cref="ServeWithoutDatabase"/> pass it.</summary>
    public static void UseDatabaseGate(this WebApplication app)
    {
        if (app.Services.GetService<DatabaseState>() is not { } state)
        {
            return;
        }

        app.Use(async (context, next) =>
        {
            if (state.IsReady || context.GetEndpoint()?.Metadata.GetMetadata<ServedWithoutDatabase>() is not null)
            {
                await next(context);
                return;
            }

            var response = context.Response;
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            response.Headers.RetryAfter = "2";
            response.Headers.CacheControl = "no-store";
            response.ContentType = "text/html; charset=utf-8";
            var page = app.Environment.WebRootFileProvider.GetFileInfo("starting.html");
            await response.SendFileAsync(page, context.RequestAborted);
        });
    }

    /// <summary>Marks endpoints that need neither keys nor tokens.</summary>
    public static TBuilder ServeWithoutDatabase<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new ServedWithoutDatabase());

    private sealed class ServedWithoutDatabase;
}
