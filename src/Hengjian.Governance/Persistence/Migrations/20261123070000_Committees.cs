using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>Committees: seats, motions and votes.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261123070000_Committees")]
internal sealed class Committees : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Seats(migrationBuilder);
        Motions(migrationBuilder);
        Votes(migrationBuilder);
    }

    private static void Seats(MigrationBuilder migration)
    {
        migration.CreateTable(
            "committee_seats",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                committee = table.Column<string>(nullable: false),
                user_id = table.Column<Guid>(nullable: false),
                chair = table.Column<bool>(nullable: false),
                since = table.Column<long>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_committee_seats", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_committee_seats_institution_id_committee_user_id", "committee_seats", ["institution_id", "committee", "user_id"]);
    }

    private static void Motions(MigrationBuilder migration)
    {
        migration.CreateTable(
            "motions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                committee = table.Column<string>(nullable: false),
                number = table.Column<string>(nullable: false),
                subject_kind = table.Column<string>(nullable: false),
                subject_id = table.Column<Guid>(nullable: false),
                title = table.Column<string>(nullable: false),
                proposal = table.Column<string>(nullable: true),
                path = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                put_by = table.Column<Guid>(nullable: false),
                put_at = table.Column<long>(nullable: false),
                members = table.Column<string>(nullable: false),
                decided_at = table.Column<long>(nullable: true),
                decided_by = table.Column<Guid>(nullable: true),
                conditions = table.Column<string>(nullable: true),
                note = table.Column<string>(nullable: true),
                review_by = table.Column<string>(nullable: true),
                signature_id = table.Column<Guid>(nullable: true),
                stopped_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_motions", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_motions_institution_id_subject_kind_subject_id", "motions", ["institution_id", "subject_kind", "subject_id"]);
        migration.CreateIndex("IX_motions_institution_id_state_put_at", "motions", ["institution_id", "state", "put_at"]);
    }

    private static void Votes(MigrationBuilder migration)
    {
        migration.CreateTable(
            "motion_votes",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                motion_id = table.Column<Guid>(nullable: false),
                user_id = table.Column<Guid>(nullable: false),
                choice = table.Column<string>(nullable: false),
                reason = table.Column<string>(nullable: true),
                cast_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_motion_votes", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_motion_votes_institution_id_motion_id_user_id", "motion_votes", ["institution_id", "motion_id", "user_id"], unique: true);
    }
}
