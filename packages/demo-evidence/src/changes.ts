import {
  administrators,
  Application,
  applications,
  approvers,
  Person,
} from './estate';
import { changeTicket, otherThan } from './grants';
import { CHANGES_A_TICKET, Quarter } from './Quarter';
import { ChangeFlaw, Violations } from './violations';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const commands = ['ALTER TABLE', 'CREATE INDEX', 'ALTER SYSTEM', 'DROP INDEX'];
const objects = ['bookings', 'entries', 'balances', 'batches', 'settings'];

/** A change of a database, as its audit log has it. */
export interface DatabaseChange {
  id: string;
  at: number;
  command: string;
  object: string;
}

/** The changes that one ticket is for. */
export interface ChangeOrder {
  application: Application;
  actor: Person;
  changes: DatabaseChange[];
  /** What the sessions name. */
  names?: string;
  ticket?: {
    key: string;
    application: Application;
    reporter: Person;
    approver?: Person;
    approvedAt?: number;
    status: 'approved' | 'rejected';
    window: { start: number; end: number };
  };
  flaw?: ChangeFlaw;
}

/** All changes of a period, ticket by ticket, by their time. */
export function* changesOf(
  quarter: Quarter,
  { changes: flawed }: Violations,
): Iterable<ChangeOrder> {
  const chance = quarter.chance('changes');
  const when = quarter.chance('changes', 'when');
  const tickets = quarter.changes / CHANGES_A_TICKET;
  for (let i = 0; i < tickets; i++) {
    const { flaw, application = chance.pick(applications, i) } =
      flawed.get(i) ?? {};
    const changes = Array.from({ length: CHANGES_A_TICKET }, (_, k) => {
      const n = i * CHANGES_A_TICKET + k;
      return {
        id: `c${quarter.mark}-${String(n + 1).padStart(7, '0')}`,
        at: quarter.moment(n, quarter.changes, when.share(n)),
        command: when.pick(commands, n),
        object: when.pick(objects, -n - 1),
      };
    });
    const window = {
      start: changes[0].at - 30 * MINUTE,
      end: changes[changes.length - 1].at + 30 * MINUTE,
    };
    const actor = chance.pick(administrators, -i - 1);
    const ticket: NonNullable<ChangeOrder['ticket']> = {
      key: changeTicket(quarter, i),
      application,
      reporter: actor,
      approver: when.pick(approvers, i),
      approvedAt: window.start - 10 * MINUTE - when.below(2 * DAY, i),
      status: 'approved',
      window,
    };
    yield {
      application,
      actor,
      changes,
      ...flawedOrder(ticket, changes, flaw),
    };
  }
}

function flawedOrder(
  ticket: NonNullable<ChangeOrder['ticket']>,
  changes: readonly DatabaseChange[],
  flaw?: ChangeFlaw,
): Pick<ChangeOrder, 'names' | 'ticket' | 'flaw'> {
  const usual = { names: ticket.key, ticket, flaw };
  const last = changes[changes.length - 1].at;
  switch (flaw) {
    case 'no ticket':
      return { flaw };
    case 'unknown ticket':
      return { names: `${ticket.key}-X`, flaw };
    case 'ticket of another kind':
      // The first ticket for access, which asks for something else.
      return {
        ...usual,
        names: ticket.key.replace(/^CHG-(\d+)-.*/, 'ACC-$1-000001'),
      };
    case 'ticket of another application':
      return {
        ...usual,
        ticket: { ...ticket, application: otherThan(ticket.application) },
      };
    case 'not approved':
      return {
        ...usual,
        ticket: {
          ...ticket,
          approver: undefined,
          approvedAt: undefined,
          status: 'rejected',
        },
      };
    case 'approved afterwards':
      return {
        ...usual,
        ticket: { ...ticket, approvedAt: last + 60 * MINUTE },
      };
    case 'outside the window':
      return {
        ...usual,
        ticket: {
          ...ticket,
          window: { start: last + DAY, end: last + 2 * DAY },
        },
      };
    case 'approved by the requester':
      return { ...usual, ticket: { ...ticket, approver: ticket.reporter } };
    default:
      return usual;
  }
}
