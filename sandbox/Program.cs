using Sandbox;
using Sandbox.Chapters;
using Sandbox.Documents;
using Sandbox.Home;
using Sandbox.Hosting;
using Sandbox.LearningPath;

if (GuardianMode.IsAskedFor(args))
{
    return await GuardianMode.RunAsync(Console.In);
}

if (!CommandLine.TryParse(args, Console.Out, Console.Error, out var arguments, out var exitCode))
{
    return exitCode;
}

var builder = SandboxHosting.CreateBuilder(arguments);
builder.Services.AddSandboxPlatform();
builder.Services.AddChapters();
builder.Services.AddHome();
builder.Services.AddDocuments(builder.Environment);
builder.Services.AddLearningPath();

var app = builder.Build();
var preparation = app.PrepareSandboxAsync();
app.UseSandboxPlatform();
app.MapSandboxPlatform();
app.MapHome();
app.MapDocuments();
app.MapLearningPath();
return await app.RunSandboxAsync(preparation);
