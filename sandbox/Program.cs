using Sandbox.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllersWithViews();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseStaticFiles();
app.MapControllers();
app.Run();
