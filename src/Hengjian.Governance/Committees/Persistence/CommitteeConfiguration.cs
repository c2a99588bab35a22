using Hengjian.Governance.Committees.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hengjian.Governance.Committees.Persistence;

internal sealed class CommitteeSeatConfiguration : IEntityTypeConfiguration<CommitteeSeat>
{
    public void Configure(EntityTypeBuilder<CommitteeSeat> entity)
    {
        entity.ToTable("committee_seats");
        entity.HasIndex(s => new { s.InstitutionId, s.Committee, s.UserId });
    }
}

internal sealed class MotionConfiguration : IEntityTypeConfiguration<Motion>
{
    public void Configure(EntityTypeBuilder<Motion> entity)
    {
        entity.ToTable("motions");
        entity.Ignore(m => m.MemberIds);
        entity.HasIndex(m => new { m.InstitutionId, m.SubjectKind, m.SubjectId });
        entity.HasIndex(m => new { m.InstitutionId, m.State, m.PutAt });
    }
}

internal sealed class MotionVoteConfiguration : IEntityTypeConfiguration<MotionVote>
{
    public void Configure(EntityTypeBuilder<MotionVote> entity)
    {
        entity.ToTable("motion_votes");
        entity.HasIndex(v => new { v.InstitutionId, v.MotionId, v.UserId }).IsUnique();
    }
}
