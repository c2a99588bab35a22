using Hengjian.Governance;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Cli;

/// <summary>An installation's services over its data folder, as the web application has them; it may be open there at the same time.</summary>
internal sealed class DataFolder : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private DataFolder(ServiceProvider services) => _services = services;

    /// <summary>Opens the folder. Where there is no installation, one is made if <paramref name="create"/> is set.</summary>
    /// <exception cref="BadCommandException">There is no installation, or its settings cannot be read.</exception>
    public static async Task<DataFolder> OpenAsync(string directory, bool create)
    {
        DatabaseSettings settings;
        try
        {
            settings = DatabaseSettings.FromDirectory(directory);
        }
        catch (FormatException exception)
        {
            throw new BadCommandException(exception.Message);
        }

        if (!create && settings.Provider == DatabaseProvider.Sqlite && !File.Exists(settings.DatabaseFile))
        {
            throw new BadCommandException($"there is no installation in {settings.DataDirectory}");
        }

        var configuration = new ConfigurationBuilder().AddJsonFile(settings.SettingsFile, optional: true, reloadOnChange: false).Build();
        var services = new ServiceCollection();
        services.AddOptions<AccessOptions>().Bind(configuration.GetSection(AccessOptions.Section));
        services.AddGovernance(settings);
        var folder = new DataFolder(services.BuildServiceProvider());
        await folder.Get<Database>().MigrateAsync();
        return folder;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
