using Hengjian.Governance.Regulations;
using Hengjian.Web;
using Hengjian.Web.Startup;

try
{
    var app = HengjianApp.Build(args);
    await app.PrepareDataAsync();
    await app.RunAsync();
    return 0;
}
catch (RegulationPackException exception)
{
    // The file and the place in it are what its editor needs; the stack is not.
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
