import { changesOf } from './changes';
import { grantsOf } from './grants';
import { Quarter } from './Quarter';
import { ChangeFlaw, GrantFlaw, violationsOf } from './violations';

/** What one question must find. */
export interface Planted {
  question: string;
  /** Values of the columns that name it. */
  key: Record<string, string>;
  reason?: string;
}

const grantReasons: Partial<Record<GrantFlaw, string>> = {
  'no ticket': 'no ticket is named',
  'unknown ticket': 'the ticket does not exist',
  'ticket of another kind': 'the ticket does not ask for access',
  'ticket of another application': 'the ticket is for another application',
  'not approved': 'the ticket was not approved',
  'approved afterwards': 'approved after the grant',
};

const changeReasons: Partial<Record<ChangeFlaw, string>> = {
  'no ticket': 'no ticket is named',
  'unknown ticket': 'the ticket does not exist',
  'ticket of another kind': 'the ticket does not ask for a change',
  'ticket of another application': 'the ticket is for another application',
  'not approved': 'the ticket was not approved',
  'approved afterwards': 'approved after the change',
  'outside the window': 'outside the window of the ticket',
};

const auditReasons = {
  off: 'audit logging is off',
  'kept too short': 'kept for less than 365 days',
  unknown: 'the audit tooling does not know it',
} as const;

/** All that is wrong in a period that is over, on the clusters that are in scope unless somebody says otherwise. */
export function plantedIn(quarter: Quarter): Planted[] {
  const violations = violationsOf(quarter);
  const found: Planted[] = [];
  for (const { id, flaw, ticket } of grantsOf(quarter, violations)) {
    const reason = flaw && grantReasons[flaw];
    if (reason) {
      found.push({
        question: 'grants-without-approval',
        key: { grant_id: id },
        reason,
      });
    } else if (flaw && ticket) {
      found.push({
        question: 'approver-is-requester',
        key: { ticket: ticket.key },
      });
    }
  }
  for (const { changes, flaw, ticket } of changesOf(quarter, violations)) {
    const reason = flaw && changeReasons[flaw];
    if (reason) {
      for (const { id } of changes) {
        found.push({
          question: 'changes-without-approval',
          key: { change_id: id },
          reason,
        });
      }
    } else if (flaw && ticket) {
      found.push({
        question: 'approver-is-requester',
        key: { ticket: ticket.key },
      });
    }
  }
  const ofApplications = (question: string, names: Iterable<string>) =>
    [...names].map(application => ({ question, key: { application } }));
  return [
    ...found,
    ...ofApplications('gaps-between-backups', violations.backups.keys()),
    ...ofApplications('no-restore-test', violations.restores.keys()),
    ...[...violations.audit].map(([application, flaw]) => ({
      question: 'audit-logging-off',
      key: { application },
      reason: auditReasons[flaw],
    })),
    ...violations.leavers.map(({ person, application, role }) => ({
      question: 'leavers-with-access',
      key: {
        application: application.application,
        principal: person.mail,
        role,
      },
    })),
  ];
}
