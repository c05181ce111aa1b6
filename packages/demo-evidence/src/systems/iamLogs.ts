import { applications, instant, requesters, roles } from '../estate';
import { grantsOf } from '../grants';
import { Quarter } from '../Quarter';
import { violationsOf } from '../violations';
import { System } from './System';

const DAY = 24 * 3600_000;

/** What the audit log of access management says, as Cloud Logging exports it. */
export const iamLogs: System = {
  title: 'IAM logs',
  collections: {
    grants: { asked: 'from-to', format: 'ndjson', records: grants },
    bindings: { asked: 'at', format: 'ndjson', records: bindings },
  },
};

function* grants(quarter: Quarter, now: number) {
  for (const grant of grantsOf(quarter, violationsOf(quarter))) {
    if (grant.at > now) return;
    yield {
      insertId: grant.id,
      timestamp: instant(grant.at),
      resource: {
        type: 'cloudsql_database',
        labels: { application: grant.application.application },
      },
      protoPayload: {
        methodName: 'SetIamPolicy',
        principalEmail: grant.by.mail,
        binding: { member: grant.principal.mail, role: grant.role },
        ...(grant.names && { ticket: grant.names }),
      },
    };
  }
}

/** Each application, person and role at most once: a stride that shares no divisor with their product visits all of them. */
function* bindings(quarter: Quarter, now: number) {
  const since = quarter.chance('bindings');
  const combinations = applications.length * requesters.length * roles.length;
  const stride = strideOf(combinations);
  const begun = Math.min(quarter.start, now);
  const count = Math.min(quarter.bindings, combinations);
  for (let i = 0; i < count; i++) {
    const n = (i * stride) % combinations;
    const who = Math.floor(n / applications.length);
    yield {
      application: applications[n % applications.length].application,
      principal: requesters[who % requesters.length].mail,
      role: roles[Math.floor(who / requesters.length)].role,
      since: instant(begun - since.below(700 * DAY, i)),
    };
  }
  for (const { person, application, role } of violationsOf(quarter).leavers) {
    yield {
      application: application.application,
      principal: person.mail,
      role,
      since: instant((person.leftOn ?? begun) - 200 * DAY),
    };
  }
}

function strideOf(combinations: number): number {
  let stride = Math.floor(combinations * 0.618);
  while (divisor(stride, combinations) > 1) stride++;
  return stride;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
