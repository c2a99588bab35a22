using Hengjian.Governance;
using Hengjian.Governance.Persistence;
using Hengjian.Web.Access;
using Hengjian.Web.Api;
using Hengjian.Web.Components;

var builder = WebApplication.CreateBuilder(args);
var settings = DatabaseSettings.FromDirectory(builder.Configuration["data"] ?? "data");
builder.AddHengjianAccess(settings);
builder.Services.AddGovernance(settings);
builder.Services.AddHengjianApi();
builder.Services.AddHengjianComponents();

var app = builder.Build();
await app.Services.GetRequiredService<Database>().MigrateAsync();
app.UseHengjianSecurityHeaders();
app.UseHengjianErrorPages();
app.UseRouting();
app.UseHengjianAccess();
app.MapHengjianApi();
app.MapSignOut();
app.MapHengjianComponents();
await app.RunAsync();
