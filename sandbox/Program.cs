using Sandbox.B2C;
using Sandbox.Chapters;
using Sandbox.Customers;
using Sandbox.DatabaseSignIn;
using Sandbox.EntraId;
using Sandbox.Graph;
using Sandbox.Home;
using Sandbox.Hosting;
using Sandbox.ManagedIdentities;
using Sandbox.Persistence;
using Sandbox.Protocol;
using Sandbox.Registration;
using Sandbox.Scenarios;
using Sandbox.Wire;

if (GuardianMode.IsAskedFor(args))
{
    return await GuardianMode.RunAsync(Console.In);
}

if (!CommandLine.TryParse(args, Console.Out, Console.Error, out var arguments, out var exitCode))
{
    return exitCode;
}

var builder = SandboxHosting.CreateBuilder(arguments);
builder.Services.AddSandboxPersistence();
builder.Services.AddProtocol();
builder.Services.AddEntraId();
builder.Services.AddCustomers();
builder.Services.AddB2C();
builder.Services.AddScenarios();
builder.Services.AddGraph();
builder.Services.AddManagedIdentities();
builder.Services.AddDatabaseSignIn();
builder.Services.AddWireRecorder();
builder.Services.AddChapters();
builder.Services.AddHome();

var app = builder.Build();
var preparation = app.PrepareSandboxAsync();
app.UseSecurityHeaders();
app.UseStatusPages();
app.UseStaticFiles();
app.UseRouting();
app.UseWireRecorder();
app.UseScenarios();
app.MapEntraId();
app.MapCustomers();
app.MapB2C();
app.MapGraph();
app.MapManagedIdentities();
app.MapHome();
app.MapSandboxApi();
app.MapWireApi();
app.MapRegistrationPage();
app.MapScenarios();
return await app.RunSandboxAsync(preparation);
