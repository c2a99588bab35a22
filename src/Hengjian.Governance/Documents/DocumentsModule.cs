using System.Globalization;
using Hengjian.Governance.Documents.Attaching;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Documents.Domain;
using Hengjian.Governance.Documents.Register;
using Hengjian.Governance.Documents.Sweeping;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hengjian.Governance.Documents;

internal static class DocumentsModule
{
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        services.AddOptions<DocumentOptions>()
            .Validate(
                o => o.LargestMegabytes is >= 1 and <= DocumentOptions.MostMegabytes,
                string.Create(CultureInfo.InvariantCulture, $"documents:largestMegabytes must be 1 to {DocumentOptions.MostMegabytes}."))
            .ValidateOnStart();
        services.AddSingleton<FileSweep>();
        return services
            .AddSingleton<IDocumentDirectory, DocumentDirectory>()
            .AddSingleton<IDocumentErasure, DocumentErasure>()
            .AddSingleton<DocumentRegister>()
            .AddSingleton<AttachDocument>()
            .AddSingleton<IExpirySource, DocumentExpiries>()
            .AddSingleton<IStoredFileOwner, DocumentFiles>()
            .AddSingleton<IHostedService>(provider => provider.GetRequiredService<FileSweep>());
    }

    private sealed class DocumentFiles : IStoredFileOwner
    {
        public async Task<IReadOnlyCollection<string>> NamedAsync(HengjianDbContext db, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken) =>
            await db.Set<Document>().Where(d => hashes.Contains(d.FileHash)).Select(d => d.FileHash).Distinct().ToListAsync(cancellationToken);
    }
}
