namespace DeployToAppService;

/// <summary>Lets nobody in before the keys are there: a good cookie would look like none, and people would have to sign in again for nothing.</summary>
public static class DatabaseGate
{
    public static void UseDatabaseGate(this WebApplication app)
    {
        if (app.Services.GetService<DatabaseStart>() is not { } start)
            return;
        app.Use((context, next) =>
        {
            if (start.IsDone)
                return next(context);
            var response = context.Response;
            (response.StatusCode, response.Headers.RetryAfter, response.Headers.CacheControl, response.ContentType) = (StatusCodes.Status503ServiceUnavailable, "2", "no-store", "text/html; charset=utf-8");
            return response.SendFileAsync(app.Environment.WebRootFileProvider.GetFileInfo("starting.html"), context.RequestAborted);
        });
    }
}
