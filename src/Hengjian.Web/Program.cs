using Hengjian.Governance;
using Hengjian.Governance.Persistence;
using Hengjian.Web.Access;
using Hengjian.Web.Api;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddGovernance(DatabaseSettings.Sqlite(builder.Configuration["data"] ?? "data"));
builder.Services.AddSingleton<ApiMessages>();

var app = builder.Build();
await app.Services.GetRequiredService<Database>().MigrateAsync();
app.UseRouting();
app.UseMiddleware<PermissionMiddleware>();
await app.RunAsync();
