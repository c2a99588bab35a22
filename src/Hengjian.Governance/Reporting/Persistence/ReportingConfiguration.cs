using Hengjian.Governance.Persistence;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Reporting.Persistence;

internal sealed class ReportReceiverConfiguration : IEntityTypeConfiguration<ReportReceiver>
{
    public void Configure(EntityTypeBuilder<ReportReceiver> entity)
    {
        entity.ToTable("report_receivers");
        entity.Ignore(r => r.Fact);
        entity.Property(r => r.Subscriptions).HasJson().HasDefaultValueSql("'[\"case\"]'");
        entity.HasIndex(r => new { r.InstitutionId, r.Name }).IsUnique();
    }
}

internal sealed class ReportMessageConfiguration : IEntityTypeConfiguration<ReportMessage>
{
    public void Configure(EntityTypeBuilder<ReportMessage> entity)
    {
        entity.ToTable("report_messages");
        entity.Ignore(m => m.IsSettled);
        entity.Property(m => m.Decisions).HasJson();
        entity.Property(m => m.Subject).HasDefaultValue(ReportSubject.Case);
        entity.Property(m => m.SubjectId).HasColumnName("case_id");
        entity.HasIndex(m => new { m.InstitutionId, m.SubjectId, m.ReceiverId, m.Sequence }).IsUnique();
        entity.HasIndex(m => new { m.InstitutionId, m.Number }).IsUnique();
        entity.HasIndex(m => new { m.InstitutionId, m.State, m.NextAttemptAt });
        entity.HasIndex(m => new { m.InstitutionId, m.DueOn });
    }
}

internal sealed class ReportReceiptConfiguration : IEntityTypeConfiguration<ReportReceipt>
{
    public void Configure(EntityTypeBuilder<ReportReceipt> entity)
    {
        entity.ToTable("report_receipts");
        entity.Property(r => r.Reasons).HasJson();
        entity.HasIndex(r => new { r.InstitutionId, r.MessageId });
        entity.HasIndex(r => new { r.InstitutionId, r.RecordedAt });
    }
}

internal sealed class ReportBundleConfiguration : IEntityTypeConfiguration<ReportBundle>
{
    public void Configure(EntityTypeBuilder<ReportBundle> entity)
    {
        entity.ToTable("report_bundles");
        entity.Property(b => b.MessageIds).HasJson();
        entity.HasIndex(b => new { b.InstitutionId, b.ReceiverId, b.MadeAt });
    }
}

internal sealed class SenderLeaseConfiguration : IEntityTypeConfiguration<SenderLease>
{
    public void Configure(EntityTypeBuilder<SenderLease> entity)
    {
        entity.ToTable("sender_leases");
        entity.Property(l => l.Turn).IsConcurrencyToken();
    }
}
