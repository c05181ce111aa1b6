import { classifyResource } from './classify';

const traits = (type: string) =>
  Object.entries(classifyResource(type))
    .filter(([, is]) => is)
    .map(([trait]) => trait)
    .sort();

describe('classifyResource', () => {
  it.each([
    ['google_sql_database_instance', ['database', 'stateful']],
    ['google_sql_user', ['database', 'iam']],
    ['google_storage_bucket', ['stateful']],
    ['google_storage_bucket_iam_member', ['iam']],
    ['google_project_iam_custom_role', ['iam']],
    ['google_project_iam_binding', ['iam']],
    ['google_service_account_key', ['iam']],
    ['google_kms_crypto_key', ['iam', 'stateful']],
    ['google_compute_firewall', ['network']],
    ['google_compute_network', ['network']],
    ['google_compute_subnetwork', ['network']],
    ['google_compute_global_forwarding_rule', ['network']],
    ['google_compute_region_disk', ['stateful']],
    ['google_compute_instance', []],
    ['google_dns_managed_zone', ['network', 'stateful']],
    ['google_pubsub_topic', ['stateful']],
    ['google_cloud_run_v2_service', []],
    ['terraform_data', []],
  ])('%s', (type, expected) => expect(traits(type)).toEqual(expected));
});
