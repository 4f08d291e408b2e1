using Sandbox.Chapters;
using Sandbox.Hosting;

if (GuardianMode.IsAskedFor(args))
{
    return await GuardianMode.RunAsync(Console.In);
}

if (!CommandLine.TryParse(args, Console.Out, Console.Error, out var arguments, out var exitCode))
{
    return exitCode;
}

var builder = SandboxHosting.CreateBuilder(arguments);
builder.Services.AddControllersWithViews();
builder.Services.AddChapters();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseStaticFiles();
app.MapControllers();
app.MapSandboxApi();
return await app.RunSandboxAsync();
