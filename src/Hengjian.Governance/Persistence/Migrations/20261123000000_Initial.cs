using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hengjian.Governance.Persistence.Migrations;

/// <summary>The schema as it first shipped, in terms that both databases understand: columns by type of value, no store types. A test compares it with the model on both.</summary>
[DbContext(typeof(HengjianDbContext))]
[Migration("20261123000000_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AccessRecords(migrationBuilder);
        AiResults(migrationBuilder);
        ApiTokens(migrationBuilder);
        CaseReferences(migrationBuilder);
        Cases(migrationBuilder);
        Departments(migrationBuilder);
        Deployments(migrationBuilder);
        FinalDiagnoses(migrationBuilder);
        IdempotencyKeys(migrationBuilder);
        InformedConsents(migrationBuilder);
        Institutions(migrationBuilder);
        Invitations(migrationBuilder);
        Jobs(migrationBuilder);
        LedgerHeads(migrationBuilder);
        LedgerKeys(migrationBuilder);
        LedgerRecords(migrationBuilder);
        LedgerTiles(migrationBuilder);
        Memberships(migrationBuilder);
        NumberSequences(migrationBuilder);
        Opinions(migrationBuilder);
        PractitionerSnapshots(migrationBuilder);
        Practitioners(migrationBuilder);
        QualityBins(migrationBuilder);
        QualityCounts(migrationBuilder);
        ReaderStudyImports(migrationBuilder);
        ReceivedObjects(migrationBuilder);
        RegistrationCertificates(migrationBuilder);
        Resolutions(migrationBuilder);
        SetupLinks(migrationBuilder);
        Signatures(migrationBuilder);
        Technologies(migrationBuilder);
        TechnologyVersions(migrationBuilder);
        UserKeys(migrationBuilder);
        UserSessions(migrationBuilder);
        Users(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("The first schema is not taken back: restore a backup instead.");

    private static void AccessRecords(MigrationBuilder migration)
    {
        migration.CreateTable(
            "access_records",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                actor_kind = table.Column<string>(nullable: false),
                actor_id = table.Column<Guid>(nullable: false),
                kind = table.Column<string>(nullable: false),
                subject_kind = table.Column<string>(nullable: false),
                subject_ids = table.Column<string>(nullable: false),
                reason = table.Column<byte[]>(nullable: true),
                request_id = table.Column<string>(nullable: true),
                at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_access_records", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_access_records_institution_id_at", "access_records", ["institution_id", "at"]);
        migration.CreateIndex("IX_access_records_institution_id_kind_at", "access_records", ["institution_id", "kind", "at"]);
    }

    private static void AiResults(MigrationBuilder migration)
    {
        migration.CreateTable(
            "ai_results",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: false),
                status = table.Column<string>(nullable: false),
                label = table.Column<string>(nullable: true),
                score = table.Column<double>(nullable: true),
                findings = table.Column<byte[]>(nullable: true),
                algorithm_name = table.Column<string>(nullable: true),
                algorithm_version = table.Column<string>(nullable: true),
                manufacturer = table.Column<string>(nullable: true),
                udi = table.Column<string>(nullable: true),
                technology_version_id = table.Column<Guid>(nullable: true),
                produced_at = table.Column<long>(nullable: false),
                received_at = table.Column<long>(nullable: false),
                operator_id = table.Column<Guid>(nullable: true),
                operator_confirmed_at = table.Column<long>(nullable: true),
                decisions = table.Column<string>(nullable: false),
                source = table.Column<string>(nullable: false),
                sop_instance_uid = table.Column<string>(nullable: true),
                content_hash = table.Column<string>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_ai_results", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_ai_results_institution_id_case_id", "ai_results", ["institution_id", "case_id"]);
    }

    private static void ApiTokens(MigrationBuilder migration)
    {
        migration.CreateTable(
            "api_tokens",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                hash = table.Column<string>(nullable: false),
                kind = table.Column<string>(nullable: false),
                user_id = table.Column<Guid>(nullable: true),
                name = table.Column<string>(nullable: false),
                scopes = table.Column<string>(nullable: false),
                created_by = table.Column<Guid>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                expires_at = table.Column<long>(nullable: false),
                revoked_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_api_tokens", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_api_tokens_hash", "api_tokens", ["hash"], unique: true);
        migration.CreateIndex("IX_api_tokens_institution_id_user_id", "api_tokens", ["institution_id", "user_id"]);
    }

    private static void CaseReferences(MigrationBuilder migration)
    {
        migration.CreateTable(
            "case_references",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: false),
                kind = table.Column<string>(nullable: false),
                label = table.Column<string>(nullable: false),
                established_on = table.Column<string>(nullable: false),
                recorded_by = table.Column<Guid>(nullable: true),
                recorded_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_case_references", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_case_references_institution_id_case_id", "case_references", ["institution_id", "case_id"]);
    }

    private static void Cases(MigrationBuilder migration)
    {
        migration.CreateTable(
            "cases",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                state = table.Column<string>(nullable: false),
                protocol = table.Column<string>(nullable: false),
                patient_identifier = table.Column<byte[]>(nullable: false),
                patient_identifier_index = table.Column<string>(nullable: false),
                patient_name = table.Column<byte[]>(nullable: true),
                patient_name_index = table.Column<string>(nullable: true),
                sex = table.Column<string>(nullable: false),
                birth_date = table.Column<byte[]>(nullable: true),
                age_at_examination = table.Column<int>(nullable: true),
                accession_number = table.Column<byte[]>(nullable: true),
                accession_number_index = table.Column<string>(nullable: true),
                study_instance_uid = table.Column<string>(nullable: true),
                examination_kind = table.Column<string>(nullable: false),
                examined_at = table.Column<long>(nullable: false),
                invasive = table.Column<bool>(nullable: false),
                invasive_procedure = table.Column<string>(nullable: true),
                indication = table.Column<string>(nullable: false),
                clinician_id = table.Column<Guid>(nullable: true),
                named_readers = table.Column<string>(nullable: false),
                registered_at = table.Column<long>(nullable: false),
                due_at = table.Column<long>(nullable: true),
                without_ai = table.Column<bool>(nullable: false),
                issued_label = table.Column<string>(nullable: true),
                issued_at = table.Column<long>(nullable: true),
                concluded_at = table.Column<long>(nullable: true),
                remark = table.Column<string>(nullable: true),
                study_key = table.Column<string>(nullable: true),
                subgroups = table.Column<string>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_cases", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_cases_institution_id_accession_number_index", "cases", ["institution_id", "accession_number_index"]);
        migration.CreateIndex("IX_cases_institution_id_deployment_id_state_registered_at", "cases", ["institution_id", "deployment_id", "state", "registered_at"]);
        migration.CreateIndex("IX_cases_institution_id_deployment_id_study_key", "cases", ["institution_id", "deployment_id", "study_key"]);
        migration.CreateIndex("IX_cases_institution_id_due_at", "cases", ["institution_id", "due_at"]);
        migration.CreateIndex("IX_cases_institution_id_number", "cases", ["institution_id", "number"], unique: true);
        migration.CreateIndex("IX_cases_institution_id_patient_identifier_index", "cases", ["institution_id", "patient_identifier_index"]);
        migration.CreateIndex("IX_cases_institution_id_registered_at", "cases", ["institution_id", "registered_at"]);
        migration.CreateIndex("IX_cases_institution_id_state_registered_at", "cases", ["institution_id", "state", "registered_at"]);
    }

    private static void Departments(MigrationBuilder migration)
    {
        migration.CreateTable(
            "departments",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                name = table.Column<string>(nullable: false),
                kind = table.Column<string>(nullable: false),
                code = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_departments", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_departments_institution_id_name", "departments", ["institution_id", "name"], unique: true);
    }

    private static void Deployments(MigrationBuilder migration)
    {
        migration.CreateTable(
            "deployments",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                name = table.Column<string>(nullable: false),
                technology_id = table.Column<Guid>(nullable: false),
                technology_version_id = table.Column<Guid>(nullable: false),
                department_id = table.Column<Guid>(nullable: true),
                stage = table.Column<string>(nullable: false),
                mode = table.Column<string>(nullable: false),
                default_protocol = table.Column<string>(nullable: false),
                suspended_at = table.Column<long>(nullable: true),
                suspension_reason = table.Column<string>(nullable: true),
                sr_mapping = table.Column<string>(nullable: true),
                turnaround_hours = table.Column<int>(nullable: true),
                created_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_deployments", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_deployments_institution_id_name", "deployments", ["institution_id", "name"], unique: true);
        migration.CreateIndex("IX_deployments_institution_id_technology_id", "deployments", ["institution_id", "technology_id"]);
    }

    private static void FinalDiagnoses(MigrationBuilder migration)
    {
        migration.CreateTable(
            "final_diagnoses",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: false),
                practitioner_id = table.Column<Guid>(nullable: false),
                label = table.Column<string>(nullable: false),
                text = table.Column<byte[]>(nullable: false),
                icd10 = table.Column<string>(nullable: true),
                signed_at = table.Column<long>(nullable: false),
                supersedes_id = table.Column<Guid>(nullable: true),
                reason = table.Column<string>(nullable: true),
                decisions = table.Column<string>(nullable: false),
                signature_id = table.Column<Guid>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_final_diagnoses", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_final_diagnoses_institution_id_case_id", "final_diagnoses", ["institution_id", "case_id"]);
    }

    private static void IdempotencyKeys(MigrationBuilder migration)
    {
        migration.CreateTable(
            "idempotency_keys",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                actor_id = table.Column<Guid>(nullable: false),
                method = table.Column<string>(nullable: false),
                path = table.Column<string>(nullable: false),
                key = table.Column<string>(nullable: false),
                body_hash = table.Column<string>(nullable: false),
                refused = table.Column<bool>(nullable: false),
                answer = table.Column<string>(nullable: false),
                at = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_idempotency_keys", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_idempotency_keys_at", "idempotency_keys", ["at"]);
        migration.CreateIndex("IX_idempotency_keys_institution_id_actor_id_method_path_key", "idempotency_keys", ["institution_id", "actor_id", "method", "path", "key"], unique: true);
    }

    private static void InformedConsents(MigrationBuilder migration)
    {
        migration.CreateTable(
            "informed_consents",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: false),
                content = table.Column<string>(nullable: false),
                people = table.Column<byte[]>(nullable: true),
                recorded_at = table.Column<long>(nullable: false),
                withdrawn_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_informed_consents", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_informed_consents_institution_id_case_id", "informed_consents", ["institution_id", "case_id"]);
    }

    private static void Institutions(MigrationBuilder migration)
    {
        migration.CreateTable(
            "institutions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                kind = table.Column<string>(nullable: false),
                name = table.Column<string>(nullable: false),
                unified_social_credit_code = table.Column<string>(nullable: false),
                level = table.Column<string>(nullable: false),
                grade = table.Column<string>(nullable: false),
                is_demonstration = table.Column<bool>(nullable: false),
                overrides = table.Column<string>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_institutions", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_institutions_unified_social_credit_code", "institutions", ["unified_social_credit_code"], unique: true);
    }

    private static void Invitations(MigrationBuilder migration)
    {
        migration.CreateTable(
            "invitations",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                hash = table.Column<string>(nullable: false),
                user_id = table.Column<Guid>(nullable: false),
                created_by = table.Column<Guid>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                expires_at = table.Column<long>(nullable: false),
                used_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_invitations", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_invitations_hash", "invitations", ["hash"], unique: true);
        migration.CreateIndex("IX_invitations_institution_id_user_id", "invitations", ["institution_id", "user_id"]);
    }

    private static void Jobs(MigrationBuilder migration)
    {
        migration.CreateTable(
            "jobs",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                kind = table.Column<string>(nullable: false),
                title = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                done = table.Column<int>(nullable: false),
                total = table.Column<int>(nullable: false),
                cancel_requested = table.Column<bool>(nullable: false),
                result = table.Column<string>(nullable: true),
                created_by = table.Column<Guid>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                lease_until = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_jobs", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_jobs_institution_id_created_by_created_at", "jobs", ["institution_id", "created_by", "created_at"]);
    }

    private static void LedgerHeads(MigrationBuilder migration)
    {
        migration.CreateTable(
            "ledger_heads",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                size = table.Column<long>(nullable: false),
                signed_at = table.Column<long>(nullable: false),
                canonical = table.Column<byte[]>(nullable: false),
                previous_size = table.Column<long>(nullable: false),
                mac = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_ledger_heads", row => new { row.institution_id, row.size }));
    }

    private static void LedgerKeys(MigrationBuilder migration)
    {
        migration.CreateTable(
            "ledger_keys",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                key_id = table.Column<string>(nullable: false),
                canonical = table.Column<byte[]>(nullable: false),
                mac = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_ledger_keys", row => new { row.institution_id, row.key_id }));
    }

    private static void LedgerRecords(MigrationBuilder migration)
    {
        migration.CreateTable(
            "ledger_records",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                canonical = table.Column<byte[]>(nullable: false),
                recorded_at = table.Column<long>(nullable: false),
                action = table.Column<string>(nullable: false),
                subject_kind = table.Column<string>(nullable: false),
                subject_id = table.Column<Guid>(nullable: false),
                actor_id = table.Column<string>(nullable: false),
                mac = table.Column<byte[]>(nullable: false),
                leaf_index = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_ledger_records", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_ledger_records_institution_id_leaf_index", "ledger_records", ["institution_id", "leaf_index"], unique: true);
        migration.CreateIndex("IX_ledger_records_institution_id_subject_id_recorded_at", "ledger_records", ["institution_id", "subject_id", "recorded_at"]);
    }

    private static void LedgerTiles(MigrationBuilder migration)
    {
        migration.CreateTable(
            "ledger_tiles",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                level = table.Column<int>(nullable: false),
                number = table.Column<long>(nullable: false),
                hashes = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_ledger_tiles", row => new { row.institution_id, row.level, row.number }));
    }

    private static void Memberships(MigrationBuilder migration)
    {
        migration.CreateTable(
            "memberships",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                user_id = table.Column<Guid>(nullable: false),
                practitioner_id = table.Column<Guid>(nullable: true),
                roles = table.Column<string>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_memberships", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_memberships_institution_id_user_id", "memberships", ["institution_id", "user_id"], unique: true);
        migration.CreateIndex("IX_memberships_user_id", "memberships", ["user_id"]);
    }

    private static void NumberSequences(MigrationBuilder migration)
    {
        migration.CreateTable(
            "number_sequences",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                name = table.Column<string>(nullable: false),
                last = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_number_sequences", row => new { row.institution_id, row.name }));
    }

    private static void Opinions(MigrationBuilder migration)
    {
        migration.CreateTable(
            "opinions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: false),
                practitioner_id = table.Column<Guid>(nullable: false),
                phase = table.Column<string>(nullable: false),
                role = table.Column<string>(nullable: false),
                label = table.Column<string>(nullable: false),
                confidence = table.Column<int>(nullable: true),
                agrees_with_ai = table.Column<bool>(nullable: true),
                override_reason = table.Column<string>(nullable: true),
                seconds_spent = table.Column<double>(nullable: true),
                use_confirmed = table.Column<bool>(nullable: false),
                provisional = table.Column<bool>(nullable: false),
                signed_at = table.Column<long>(nullable: false),
                supersedes_id = table.Column<Guid>(nullable: true),
                reason = table.Column<string>(nullable: true),
                shown_ai_result_id = table.Column<Guid>(nullable: true),
                decisions = table.Column<string>(nullable: false),
                signature_id = table.Column<Guid>(nullable: true),
                study_condition = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_opinions", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_opinions_institution_id_case_id", "opinions", ["institution_id", "case_id"]);
        migration.CreateIndex("IX_opinions_institution_id_practitioner_id", "opinions", ["institution_id", "practitioner_id"]);
    }

    private static void PractitionerSnapshots(MigrationBuilder migration)
    {
        migration.CreateTable(
            "practitioner_snapshots",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                practitioner_id = table.Column<Guid>(nullable: false),
                recorded_at = table.Column<long>(nullable: false),
                kind = table.Column<string>(nullable: false),
                title = table.Column<string>(nullable: true),
                licence_number = table.Column<string>(nullable: true),
                study_reader = table.Column<bool>(nullable: false),
                details = table.Column<string>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_practitioner_snapshots", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_practitioner_snapshots_as_of", "practitioner_snapshots", ["institution_id", "practitioner_id", "recorded_at"]);
    }

    private static void Practitioners(MigrationBuilder migration)
    {
        migration.CreateTable(
            "practitioners",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                name = table.Column<string>(nullable: false),
                department_id = table.Column<Guid>(nullable: true),
                kind = table.Column<string>(nullable: false),
                title = table.Column<string>(nullable: true),
                licence_number = table.Column<string>(nullable: true),
                study_reader = table.Column<bool>(nullable: false),
                details = table.Column<string>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_practitioners", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_practitioners_institution_id_licence_number", "practitioners", ["institution_id", "licence_number"], unique: true);
        migration.CreateIndex("IX_practitioners_institution_id_name", "practitioners", ["institution_id", "name"]);
    }

    private static void QualityBins(MigrationBuilder migration)
    {
        migration.CreateTable(
            "quality_bins",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                reader_id = table.Column<Guid>(nullable: false),
                period = table.Column<string>(nullable: false),
                dimension = table.Column<string>(nullable: false),
                value = table.Column<string>(nullable: false),
                reference = table.Column<string>(nullable: false),
                version_id = table.Column<Guid>(nullable: false),
                series = table.Column<string>(nullable: false),
                bin = table.Column<long>(nullable: false),
                n = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_quality_bins", row => new { row.institution_id, row.deployment_id, row.reader_id, row.period, row.dimension, row.value, row.series, row.reference, row.version_id, row.bin }));
    }

    private static void QualityCounts(MigrationBuilder migration)
    {
        migration.CreateTable(
            "quality_counts",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                deployment_id = table.Column<Guid>(nullable: false),
                reader_id = table.Column<Guid>(nullable: false),
                period = table.Column<string>(nullable: false),
                dimension = table.Column<string>(nullable: false),
                value = table.Column<string>(nullable: false),
                reference = table.Column<string>(nullable: false),
                version_id = table.Column<Guid>(nullable: false),
                ai_failures = table.Column<long>(nullable: false, defaultValue: 0L),
                ai_fn = table.Column<long>(nullable: false, defaultValue: 0L),
                ai_fp = table.Column<long>(nullable: false, defaultValue: 0L),
                ai_tn = table.Column<long>(nullable: false, defaultValue: 0L),
                ai_tp = table.Column<long>(nullable: false, defaultValue: 0L),
                alone_fn = table.Column<long>(nullable: false, defaultValue: 0L),
                alone_fp = table.Column<long>(nullable: false, defaultValue: 0L),
                alone_tn = table.Column<long>(nullable: false, defaultValue: 0L),
                alone_tp = table.Column<long>(nullable: false, defaultValue: 0L),
                cases = table.Column<long>(nullable: false, defaultValue: 0L),
                corrected_wrong_ai = table.Column<long>(nullable: false, defaultValue: 0L),
                followed_wrong_ai = table.Column<long>(nullable: false, defaultValue: 0L),
                pairs_both_right = table.Column<long>(nullable: false, defaultValue: 0L),
                pairs_both_wrong = table.Column<long>(nullable: false, defaultValue: 0L),
                pairs_gained = table.Column<long>(nullable: false, defaultValue: 0L),
                pairs_lost = table.Column<long>(nullable: false, defaultValue: 0L),
                readings_alone = table.Column<long>(nullable: false, defaultValue: 0L),
                readings_with_ai = table.Column<long>(nullable: false, defaultValue: 0L),
                shown_fn = table.Column<long>(nullable: false, defaultValue: 0L),
                shown_fp = table.Column<long>(nullable: false, defaultValue: 0L),
                shown_tn = table.Column<long>(nullable: false, defaultValue: 0L),
                shown_tp = table.Column<long>(nullable: false, defaultValue: 0L),
                with_ai_fn = table.Column<long>(nullable: false, defaultValue: 0L),
                with_ai_fp = table.Column<long>(nullable: false, defaultValue: 0L),
                with_ai_tn = table.Column<long>(nullable: false, defaultValue: 0L),
                with_ai_tp = table.Column<long>(nullable: false, defaultValue: 0L),
            },
            constraints: table => table.PrimaryKey("PK_quality_counts", row => new { row.institution_id, row.deployment_id, row.reader_id, row.period, row.dimension, row.value, row.reference, row.version_id }));
    }

    private static void ReaderStudyImports(MigrationBuilder migration)
    {
        migration.CreateTable(
            "reader_study_imports",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                number = table.Column<long>(nullable: false),
                fingerprint = table.Column<string>(nullable: false),
                file_name = table.Column<string>(nullable: false),
                map = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                deployments = table.Column<string>(nullable: false),
                readers = table.Column<string>(nullable: false),
                lease_until = table.Column<long>(nullable: false),
                started_at = table.Column<long>(nullable: false),
                completed_at = table.Column<long>(nullable: true),
                report = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_reader_study_imports", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_reader_study_imports_institution_id_fingerprint", "reader_study_imports", ["institution_id", "fingerprint"], unique: true);
    }

    private static void ReceivedObjects(MigrationBuilder migration)
    {
        migration.CreateTable(
            "received_objects",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                sop_instance_uid = table.Column<string>(nullable: false),
                sop_class_uid = table.Column<string>(nullable: false),
                kind = table.Column<string>(nullable: false),
                digest = table.Column<string>(nullable: false),
                file_hash = table.Column<string>(nullable: false),
                media_type = table.Column<string>(nullable: false),
                status = table.Column<string>(nullable: false),
                reason = table.Column<string>(nullable: true),
                case_id = table.Column<Guid>(nullable: true),
                patient_name = table.Column<byte[]>(nullable: true),
                patient_identifier = table.Column<byte[]>(nullable: true),
                accession_number = table.Column<byte[]>(nullable: true),
                study_instance_uid = table.Column<string>(nullable: true),
                study_description = table.Column<string>(nullable: true),
                algorithm_name = table.Column<string>(nullable: true),
                algorithm_version = table.Column<string>(nullable: true),
                received_at = table.Column<long>(nullable: false),
                received_from = table.Column<string>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_received_objects", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_received_objects_institution_id_case_id", "received_objects", ["institution_id", "case_id"]);
        migration.CreateIndex("IX_received_objects_institution_id_sop_instance_uid_digest", "received_objects", ["institution_id", "sop_instance_uid", "digest"], unique: true);
        migration.CreateIndex("IX_received_objects_institution_id_status_received_at", "received_objects", ["institution_id", "status", "received_at"]);
    }

    private static void RegistrationCertificates(MigrationBuilder migration)
    {
        migration.CreateTable(
            "registration_certificates",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                technology_id = table.Column<Guid>(nullable: false),
                number = table.Column<string>(nullable: false),
                valid_from = table.Column<string>(nullable: false),
                valid_to = table.Column<string>(nullable: true),
                registered_version = table.Column<string>(nullable: true),
                significant_version_parts = table.Column<int>(nullable: true),
                withdrawn_on = table.Column<string>(nullable: true),
                recalled_on = table.Column<string>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_registration_certificates", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_registration_certificates_institution_id_technology_id", "registration_certificates", ["institution_id", "technology_id"]);
    }

    private static void Resolutions(MigrationBuilder migration)
    {
        migration.CreateTable(
            "resolutions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                case_id = table.Column<Guid>(nullable: false),
                practitioner_id = table.Column<Guid>(nullable: false),
                method = table.Column<string>(nullable: false),
                label = table.Column<string>(nullable: false),
                minutes = table.Column<byte[]>(nullable: true),
                attendees = table.Column<string>(nullable: false),
                signed_at = table.Column<long>(nullable: false),
                decisions = table.Column<string>(nullable: false),
                signature_id = table.Column<Guid>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_resolutions", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_resolutions_institution_id_case_id", "resolutions", ["institution_id", "case_id"]);
    }

    private static void SetupLinks(MigrationBuilder migration)
    {
        migration.CreateTable(
            "setup_links",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                hash = table.Column<string>(nullable: false),
                institution_name = table.Column<string>(nullable: false),
                unified_social_credit_code = table.Column<string>(nullable: false),
                expires_at = table.Column<long>(nullable: false),
                used_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_setup_links", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_setup_links_hash", "setup_links", ["hash"], unique: true);
    }

    private static void Signatures(MigrationBuilder migration)
    {
        migration.CreateTable(
            "signatures",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                user_id = table.Column<Guid>(nullable: false),
                practitioner_id = table.Column<Guid>(nullable: true),
                act = table.Column<string>(nullable: false),
                subject_kind = table.Column<string>(nullable: false),
                subject_id = table.Column<Guid>(nullable: false),
                content = table.Column<byte[]>(nullable: false),
                digest = table.Column<string>(nullable: false),
                suite = table.Column<string>(nullable: false),
                key_id = table.Column<string>(nullable: false),
                value = table.Column<byte[]>(nullable: false),
                signed_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_signatures", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_signatures_institution_id_subject_id", "signatures", ["institution_id", "subject_id"]);
    }

    private static void Technologies(MigrationBuilder migration)
    {
        migration.CreateTable(
            "technologies",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                name = table.Column<string>(nullable: false),
                manufacturer = table.Column<string>(nullable: false),
                ai_class = table.Column<string>(nullable: false),
                category = table.Column<string>(nullable: false),
                specialty = table.Column<string>(nullable: false),
                intended_use = table.Column<string>(nullable: false),
                scopes_of_practice = table.Column<string>(nullable: false),
                final_diagnosis_scopes = table.Column<string>(nullable: false),
                labels = table.Column<string>(nullable: false),
                indication_checklist = table.Column<string>(nullable: false),
                overrides = table.Column<string>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_technologies", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_technologies_institution_id_name", "technologies", ["institution_id", "name"]);
    }

    private static void TechnologyVersions(MigrationBuilder migration)
    {
        migration.CreateTable(
            "technology_versions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                technology_id = table.Column<Guid>(nullable: false),
                algorithm_name = table.Column<string>(nullable: false),
                algorithm_version = table.Column<string>(nullable: false),
                udi_di = table.Column<string>(nullable: true),
                scope = table.Column<string>(nullable: true),
                delivered_on = table.Column<string>(nullable: true),
                delivery_document = table.Column<string>(nullable: true),
                created_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_technology_versions", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_technology_versions_algorithm", "technology_versions", ["institution_id", "technology_id", "algorithm_name", "algorithm_version"], unique: true);
    }

    private static void UserKeys(MigrationBuilder migration)
    {
        migration.CreateTable(
            "user_keys",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                user_id = table.Column<Guid>(nullable: false),
                suite = table.Column<string>(nullable: false),
                key_id = table.Column<string>(nullable: false),
                public_key = table.Column<byte[]>(nullable: false),
                wrapped_private_key = table.Column<byte[]>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                retired_at = table.Column<long>(nullable: true),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_user_keys", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_user_keys_institution_id_key_id", "user_keys", ["institution_id", "key_id"], unique: true);
        migration.CreateIndex("IX_user_keys_institution_id_user_id", "user_keys", ["institution_id", "user_id"]);
    }

    private static void UserSessions(MigrationBuilder migration)
    {
        migration.CreateTable(
            "user_sessions",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                user_id = table.Column<Guid>(nullable: false),
                acting_institution_id = table.Column<Guid>(nullable: false),
                stage = table.Column<string>(nullable: false),
                security_stamp = table.Column<string>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                expires_at = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_user_sessions", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_user_sessions_expires_at", "user_sessions", ["expires_at"]);
        migration.CreateIndex("IX_user_sessions_institution_id_user_id", "user_sessions", ["institution_id", "user_id"]);
    }

    private static void Users(MigrationBuilder migration)
    {
        migration.CreateTable(
            "users",
            table => new
            {
                institution_id = table.Column<Guid>(nullable: false),
                id = table.Column<Guid>(nullable: false),
                user_name = table.Column<string>(nullable: false),
                normalized_user_name = table.Column<string>(nullable: false),
                display_name = table.Column<string>(nullable: false),
                password_hash = table.Column<string>(nullable: true),
                security_stamp = table.Column<string>(nullable: false),
                two_factor_enabled = table.Column<bool>(nullable: false),
                authenticator_key = table.Column<byte[]>(nullable: true),
                last_totp_step = table.Column<long>(nullable: false),
                recovery_codes = table.Column<string>(nullable: false),
                access_failed_count = table.Column<int>(nullable: false),
                lockout_end = table.Column<long>(nullable: true),
                language = table.Column<string>(nullable: true),
                disabled_at = table.Column<long>(nullable: true),
                created_at = table.Column<long>(nullable: false),
                active_at = table.Column<long>(nullable: false),
                version = table.Column<long>(nullable: false),
                salt = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_users", row => new { row.institution_id, row.id }));
        migration.CreateIndex("IX_users_id", "users", ["id"], unique: true);
        migration.CreateIndex("IX_users_normalized_user_name", "users", ["normalized_user_name"], unique: true);
    }
}
