/** What kind of thing a resource type is, as far as risk is concerned. */
export interface ResourceTraits {
  /** It keeps data that its destruction loses. */
  stateful: boolean;
  database: boolean;
  /** It says who may do what, or holds what proves it. */
  iam: boolean;
  network: boolean;
}

const stateful = [
  /^google_sql_database(_instance)?$/,
  /^google_spanner_(instance|database)$/,
  /^google_bigtable_(instance|table)$/,
  /^google_alloydb_(cluster|instance|backup)$/,
  /^google_firestore_(database|document|backup_schedule)$/,
  /^google_datastore_/,
  /^google_redis_(instance|cluster)$/,
  /^google_memcache_instance$/,
  /^google_memorystore_instance$/,
  /^google_bigquery_(dataset|table|routine)$/,
  /^google_storage_bucket(_object)?$/,
  /^google_filestore_(instance|backup|snapshot)$/,
  /^google_compute_(region_)?(disk|snapshot|image)$/,
  /^google_pubsub_(topic|subscription|schema|lite_topic|lite_subscription)$/,
  /^google_secret_manager_(regional_)?secret(_version)?$/,
  /^google_kms_(key_ring|crypto_key|crypto_key_version)$/,
  /^google_artifact_registry_repository$/,
  /^google_container_(cluster|node_pool)$/,
  /^google_dns_managed_zone$/,
  /^google_logging_project_bucket_config$/,
  /^google_project$/,
  /^kubernetes_(persistent_volume|persistent_volume_claim|stateful_set|namespace)(_v1)?$/,
  /^aws_(db_instance|rds_cluster|dynamodb_table|s3_bucket|ebs_volume|efs_file_system|elasticache_(cluster|replication_group)|sqs_queue|kms_key|secretsmanager_secret)$/,
  /^azurerm_(mssql_database|mssql_server|postgresql_(flexible_)?server|cosmosdb_account|storage_account|storage_container|managed_disk|key_vault)$/,
  /^(postgresql|mysql)_(database|schema)$/,
];

const database = [
  /^google_(sql|spanner|bigtable|alloydb|firestore|datastore|bigquery|redis|memorystore)_/,
  /^aws_(db|rds|dynamodb|redshift|elasticache)_/,
  /^azurerm_(mssql|postgresql|mysql|cosmosdb|redis)_/,
  /^(postgresql|mysql)_/,
];

const iam = [
  /_iam_(member|binding|policy|audit_config|custom_role|deny_policy|access_boundary_policy)$/,
  /^google_(project|organization|folder)_(iam|organization_policy)_?/,
  /^google_org_policy_/,
  /^google_service_account(_key)?$/,
  /^google_iam_/,
  /^google_iap_/,
  /^google_access_context_manager_/,
  /^google_(secret_manager|kms)_/,
  /^google_storage_(bucket|default_object|object)_(acl|access_control)$/,
  /^google_sql_user$/,
  /^google_cloud_identity_/,
  /^kubernetes_(cluster_)?role(_binding)?(_v1)?$/,
  /^kubernetes_service_account(_v1)?$/,
  /^aws_(iam|kms|sso|ssoadmin|organizations)_/,
  /^azurerm_(role_assignment|role_definition|key_vault_access_policy)$/,
  /^azuread_/,
  /^(postgresql|mysql)_(role|grant|user|default_privileges)$/,
];

const network = [
  /^google_compute_(firewall|network|subnetwork|route|router|global_address|address|vpn|ha_vpn|external_vpn|interconnect|shared_vpc|security_policy|packet_mirroring|service_attachment|(global_|region_)?(forwarding_rule|backend_service|backend_bucket|url_map|target_\w+|ssl_certificate|ssl_policy|network_endpoint|network_firewall_policy))/,
  /^google_compute_(organization_security_policy|managed_ssl_certificate)/,
  /^google_(dns|network_\w+|service_networking|vpc_access|certificate_manager|api_gateway)_/,
  /^kubernetes_(ingress|network_policy|service)(_v1)?$/,
  /^aws_(vpc|subnet|security_group|route|lb|alb|nat_gateway|internet_gateway|network_acl|eip|cloudfront|apigateway)/,
  /^azurerm_(virtual_network|subnet|network_|route|lb|public_ip|firewall|dns_|private_)/,
];

const any = (patterns: RegExp[], type: string) =>
  patterns.some(pattern => pattern.test(type));

/**
 * The traits of a Terraform resource type. A type nobody knows, `terraform_data` among them, is stateful when the
 * catalog entity it maps to is said to be.
 */
export function classifyResource(
  type: string,
  options: { entityIsStateful?: boolean } = {},
): ResourceTraits {
  return {
    stateful: options.entityIsStateful === true || any(stateful, type),
    database: any(database, type),
    iam: any(iam, type),
    network: any(network, type),
  };
}
