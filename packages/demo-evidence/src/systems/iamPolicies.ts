import { day } from '../estate';
import { DAY } from './components';
import { System } from './System';

/** Members of roles: why somebody ought to look at them, if so. */
export const members = [
  { role: 'roles/viewer', member: 'group:platform-sre@larkspur.example' },
  {
    role: 'roles/owner',
    member: 'user:marcus.weber@larkspur.example',
    rule: 'basic role',
  },
  {
    role: 'roles/storage.objectViewer',
    member: 'allUsers',
    rule: 'anybody has it',
  },
  {
    role: 'roles/run.developer',
    member: 'user:ext@agency.example',
    rule: 'other domain',
  },
  {
    role: 'roles/iam.serviceAccountTokenCreator',
    member: 'user:noor.zak@larkspur.example',
    rule: 'may act as every service account',
  },
  {
    role: 'roles/pubsub.publisher',
    member: 'serviceAccount:loader@larkspur-analytics.iam.gserviceaccount.com',
    rule: 'service account of another project',
  },
  {
    role: 'roles/cloudsql.admin',
    member: 'user:ivan.smith@larkspur.example',
    unused: 120,
    rule: 'unused for 90 days',
  },
  {
    role: 'roles/cloudsql.client',
    member: 'user:grace.wang@larkspur.example',
    unused: 10,
  },
] as const;
/** Keys of service accounts that people made, by their age in days. */
export const keyAges = [20, 89, 140];

const PROJECT = 'larkspur-production';

/** Policies as Asset Inventory exports them, keys, and when a role was used last by the audit logs. */
export const iamPolicies: System = {
  title: 'IAM policies',
  collections: {
    policies: {
      asked: 'at',
      format: 'ndjson',
      *records() {
        yield {
          name: `//cloudresourcemanager.googleapis.com/projects/${PROJECT}`,
          asset_type: 'cloudresourcemanager.googleapis.com/Project',
          iam_policy: {
            version: 3,
            bindings: members.map(({ role, member }) => ({
              role,
              members: [member],
            })),
          },
        };
      },
    },
    usage: {
      asked: 'at',
      format: 'ndjson',
      *records({ end }, now) {
        for (const each of members) {
          if (!('unused' in each)) continue;
          yield {
            project: PROJECT,
            role: each.role,
            member: each.member,
            lastUsed: day(Math.min(end, now) - each.unused * DAY),
          };
        }
      },
    },
    keys: {
      asked: 'at',
      format: 'ndjson',
      *records({ end }, now) {
        for (const age of keyAges) {
          yield {
            project: PROJECT,
            account: `deployer@${PROJECT}.example`,
            keyId: `key-${age}`,
            createdOn: day(Math.min(end, now) - age * DAY),
          };
        }
      },
    },
  },
};
