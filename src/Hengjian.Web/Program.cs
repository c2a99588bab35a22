using Hengjian.Web;
using Hengjian.Web.Startup;

var app = HengjianApp.Build(args);
await app.PrepareDataAsync();
await app.RunAsync();
