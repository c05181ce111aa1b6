import {
  administrators,
  Application,
  applications,
  approvers,
  Person,
  requesters,
  roles,
} from './estate';
import { Quarter } from './Quarter';
import { GrantFlaw, Violations } from './violations';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A role that somebody was given, with what the ticketing system knows of it. */
export interface Grant {
  id: string;
  at: number;
  application: Application;
  principal: Person;
  role: string;
  by: Person;
  /** What the log of the grant names. */
  names?: string;
  /** The ticket of the grant, where there is one. */
  ticket?: {
    key: string;
    application: Application;
    reporter: Person;
    approver?: Person;
    approvedAt?: number;
    status: 'approved' | 'rejected';
  };
  flaw?: GrantFlaw;
}

const accessTicket = (quarter: Quarter, i: number) =>
  `ACC-${quarter.mark}-${String(i + 1).padStart(6, '0')}`;
export const changeTicket = (quarter: Quarter, i: number) =>
  `CHG-${quarter.mark}-${String(i + 1).padStart(6, '0')}`;

/** All grants of a period, by their time. */
export function* grantsOf(
  quarter: Quarter,
  { grants: flawed }: Violations,
): Iterable<Grant> {
  const who = quarter.chance('grants', 'who');
  const what = quarter.chance('grants', 'what');
  const where = quarter.chance('grants', 'where');
  const when = quarter.chance('grants', 'when');
  const approval = quarter.chance('grants', 'approval');
  for (let i = 0; i < quarter.grants; i++) {
    const { flaw, application = where.pick(applications, i) } =
      flawed.get(i) ?? {};
    const at = quarter.moment(i, quarter.grants, when.share(i));
    const principal = who.pick(requesters, i);
    const key = accessTicket(quarter, i);
    const ticket: Grant['ticket'] = {
      key,
      application,
      reporter: principal,
      approver: approval.pick(approvers, i),
      approvedAt: at - 10 * MINUTE - approval.below(2 * DAY, i),
      status: 'approved',
    };
    yield {
      id: `g${quarter.mark}-${String(i + 1).padStart(7, '0')}`,
      at,
      application,
      principal,
      role: flaw ? 'db-owner' : what.pick(roles, i).role,
      by: who.pick(administrators, -i - 1),
      ...flawedGrant(quarter, ticket, at, flaw),
    };
  }
}

function flawedGrant(
  quarter: Quarter,
  ticket: NonNullable<Grant['ticket']>,
  at: number,
  flaw?: GrantFlaw,
): Pick<Grant, 'names' | 'ticket' | 'flaw'> {
  const usual = { names: ticket.key, ticket, flaw };
  switch (flaw) {
    case 'no ticket':
      return { flaw };
    case 'unknown ticket':
      return { names: `${ticket.key}-X`, flaw };
    case 'ticket of another kind':
      return { ...usual, names: changeTicket(quarter, 0) };
    case 'ticket of another application':
      return {
        ...usual,
        ticket: { ...ticket, application: otherThan(ticket.application) },
      };
    case 'not approved':
      return {
        ...usual,
        ticket: {
          key: ticket.key,
          application: ticket.application,
          reporter: ticket.reporter,
          status: 'rejected',
        },
      };
    case 'approved afterwards':
      return { ...usual, ticket: { ...ticket, approvedAt: at + 90 * MINUTE } };
    case 'approved by the requester':
      return { ...usual, ticket: { ...ticket, approver: ticket.reporter } };
    default:
      return usual;
  }
}

/** The next application of the list. */
export function otherThan(application: Application): Application {
  return applications[
    (applications.indexOf(application) + 1) % applications.length
  ];
}
