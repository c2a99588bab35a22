using Hengjian.Governance;
using Hengjian.Governance.Persistence;
using Hengjian.Web.Access;
using Hengjian.Web.Api;
using Hengjian.Web.Components;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddGovernance(DatabaseSettings.Sqlite(builder.Configuration["data"] ?? "data"));
builder.Services.AddHengjianApi();
builder.Services.AddHengjianComponents();

var app = builder.Build();
await app.Services.GetRequiredService<Database>().MigrateAsync();
app.UseHengjianErrorPages();
app.UseRouting();
app.UseMiddleware<ApiLanguageMiddleware>();
app.UseMiddleware<PermissionMiddleware>();
app.MapHengjianApi();
app.MapHengjianComponents();
await app.RunAsync();
