using Hengjian.Governance;
using Hengjian.Governance.Persistence;
using Hengjian.Interop;
using Hengjian.Web.Access;
using Hengjian.Web.Api;
using Hengjian.Web.Components;
using Hengjian.Web.Startup;

var builder = WebApplication.CreateBuilder(args);
var settings = DatabaseSettings.FromDirectory(builder.Configuration["data"] ?? "data");
builder.AddHengjianAccess(settings);
builder.Services.AddGovernance(settings);
builder.Services.AddInterop();
builder.Services.AddHengjianApi();
builder.Services.AddHengjianComponents();
builder.Services.AddHengjianStartup();

var app = builder.Build();
await app.PrepareDataAsync();
app.UseHengjianSecurityHeaders();
app.UseHengjianErrorPages();
app.UseRouting();
app.UseHengjianAccess();
app.MapHengjianHealth();
app.MapHengjianApi();
app.MapSignOut();
app.MapHengjianComponents();
await app.RunAsync();
