import {
  ApprovalSubject,
  changeEntrySchemas,
} from '@countersign/plugin-change-management-common';

/** How many changes are remembered for one person. */
const LIMIT = 200;

const subjectsSchema =
  changeEntrySchemas['change.approval_requested'].shape.subject.array();

const nameFor = (user: string) => `change-management/seen/${user}`;

function readAll(user: string): ApprovalSubject[] {
  try {
    return subjectsSchema.parse(
      JSON.parse(localStorage.getItem(nameFor(user)) ?? '[]'),
    );
  } catch {
    // What is not readable was written by somebody else, and nothing was seen then.
    return [];
  }
}

/** What this person saw last of what a change asks approval for. It holds digests of the long texts, not the texts. */
export function seenSubject(
  user: string,
  number: string,
): ApprovalSubject | undefined {
  return readAll(user).find(subject => subject.number === number);
}

/** Remembers what this person has seen, in this browser. */
export function rememberSubject(user: string, subject: ApprovalSubject): void {
  const others = readAll(user).filter(s => s.number !== subject.number);
  try {
    localStorage.setItem(
      nameFor(user),
      JSON.stringify([...others, subject].slice(-LIMIT)),
    );
  } catch {
    // Without room in the browser, what was seen counts for as long as the page is open.
  }
}
