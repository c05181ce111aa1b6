import { malformed } from '../EvidenceProblem';
import { JsonRecord } from '../jsonRecords';
import { RawSummary } from '../RawSummary';
import { normal, NormalRecord, RecordReader } from './model';
import {
  isTree,
  memberOf,
  textOf,
  textsOf,
  Tree,
  treeOf,
  treesOf,
} from './tree';

const fields = {
  resource:
    'the full name of the resource that the policy is set on: whatever is below it inherits it',
  level: 'organization, folder, project or resource',
  project: 'the project of the resource; empty above projects',
  role: 'such as roles/owner',
  member: 'such as user:ada@example.com',
  member_kind:
    'user, group, serviceAccount, domain, allUsers, allAuthenticatedUsers, principal, principalSet and the like',
  member_id: 'what follows the kind: mostly an address',
  member_domain: 'the domain of the address',
  member_project: 'the project of a service account',
  deleted: 'whether the member was deleted, and the binding is left over',
  condition: 'the expression that must hold; an empty text where there is none',
  condition_title: 'its title',
  expires_at: 'the end, where the condition is an expiry',
  policy_version: 'of the policy: 3 where it has conditions',
};

/** Bindings of Google IAM policies, from Asset Inventory or from a resource itself: a member of a role is a row. */
export const iamPolicies: RecordReader = {
  fields,
  async *read(records: AsyncIterable<JsonRecord>, _: RawSummary) {
    for await (const record of records) yield* bindingsOf(record);
  },
};

function* bindingsOf(record: JsonRecord): Iterable<JsonRecord> {
  const { value, line, place } = record;
  const found = memberOf(value, 'policy', 'iamPolicy', 'iam_policy');
  const resource = textOf(
    memberOf(value, 'resource', 'name', 'fullResourceName'),
  );
  if (!isTree(found) || resource === undefined) {
    throw malformed(
      line,
      `${
        place ? `${place} ` : ''
      }is no IAM policy of a resource: it must have resource (or name) and policy (or iam_policy), and has ${
        Object.keys(value).slice(0, 10).join(', ') || 'no fields'
      }`,
    );
  }
  const common = {
    resource,
    level: levelOf(resource),
    project: projectOf(resource, value),
    policy_version: found.version === undefined ? null : String(found.version),
  };
  for (const binding of treesOf(found.bindings)) {
    const role = textOf(binding.role);
    if (!role)
      throw malformed(line, `${resource} has a binding without a role`);
    if (/_withcond_/.test(role)) {
      throw malformed(
        line,
        `${resource} has ${role}: its policy was read as version 1, which hides conditions; ask for version 3`,
      );
    }
    const condition = conditionOf(treeOf(binding.condition));
    for (const member of textsOf(binding.members)) {
      yield normal(record, {
        ...common,
        role,
        ...memberFields(member),
        ...condition,
      });
    }
  }
}

function levelOf(resource: string): string {
  const [, level] =
    /^\/\/cloudresourcemanager\.googleapis\.com\/(organization|folder|project)s\/[^/]+$/.exec(
      resource,
    ) ?? [];
  return level ?? 'resource';
}

/** Names in a resource are better than the number that Asset Inventory gives beside it. */
function projectOf(resource: string, value: Tree): string | null {
  const [, named] = /\/projects\/([^/]+)/.exec(resource) ?? [];
  return named ?? textOf(value.project)?.replace(/^projects\//, '') ?? null;
}

function memberFields(member: string): NormalRecord {
  const deleted = member.startsWith('deleted:');
  const plain = deleted
    ? member.slice('deleted:'.length).replace(/\?uid=\d+$/, '')
    : member;
  const colon = plain.indexOf(':');
  const kind = colon < 0 ? plain : plain.slice(0, colon);
  const id = colon < 0 ? null : plain.slice(colon + 1);
  const [, domain] = /@([^@/]+)$/.exec(id ?? '') ?? [];
  const [, project] =
    /@([a-z0-9-]+)\.iam\.gserviceaccount\.com$/.exec(id ?? '') ?? [];
  return {
    member,
    member_kind: kind,
    member_id: id,
    member_domain: (kind === 'domain' ? id : domain)?.toLowerCase() ?? null,
    member_project: kind === 'serviceAccount' && project ? project : null,
    deleted,
  };
}

const EXPIRY =
  /^\s*request\.time\s*<=?\s*timestamp\(\s*["']([^"']+)["']\s*\)\s*$/;

function conditionOf(condition: Tree): NormalRecord {
  const expression = textOf(condition.expression) ?? '';
  const [, until] = EXPIRY.exec(expression) ?? [];
  return {
    condition: expression,
    condition_title: textOf(condition.title) ?? null,
    expires_at: until ?? null,
  };
}
