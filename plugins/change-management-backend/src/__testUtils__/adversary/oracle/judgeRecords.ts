import { changeStory } from '@countersign/plugin-change-management-common';
import { Books } from './Books';
import { Happening } from './happening';

/** What went ahead is approved, rejected or visibly owed. */
export function judgeDebts(books: Books, step: number): void {
  for (const file of books.files.values()) {
    if (!file.isOwed) continue;
    const { approvalStatus, approvalDueAt, state } = file.now.change;
    if (state === 'canceled') continue;
    if (approvalStatus !== 'due' || !approvalDueAt) {
      books.breach(
        `owed-hidden-as-${approvalStatus}`,
        `${file.number} went ahead unapproved and reads ${approvalStatus} at step ${step}`,
        file,
      );
    }
  }
}

export async function judgeHousekeeping(
  books: Books,
  { at, arena }: Happening,
  step: number,
): Promise<void> {
  for (const file of books.files.values()) {
    const { change } = file.now;
    if (file.isOwed && file.owed!.dueAt <= at) {
      const entries = await arena.entriesOf(file.number);
      if (!entries.some(e => e.type === 'change.approval_overdue')) {
        books.breach(
          'record-overdue-missing',
          `${file.number} is overdue, and nothing says so`,
          file,
        );
      }
    }
    const { window, state } = change;
    if (state !== 'scheduled' || !window) continue;
    const end = arena.sinceBegin(window.end);
    if (end > at || file.runs.length || step === 0) continue;
    const entries = await arena.entriesOf(file.number);
    const told = entries.some(
      ({ type, occurredAt, data }) =>
        type === 'deployment.reconciled' &&
        isNeverRun(data) &&
        occurredAt >= window.end,
    );
    if (!told) {
      books.breach(
        'record-window-without-run-missing',
        `The window of ${file.number} passed without a run, and nothing says so`,
        file,
      );
    }
  }
}

/** What is broken must not be proven. */
export async function judgeStories(
  books: Books,
  { arena }: Happening,
): Promise<void> {
  for (const { kind, file } of [...books.found]) {
    if (!file || file.breached || !isInTheStory(kind)) continue;
    file.breached = true;
    const story = changeStory(await arena.entriesOf(file.number));
    if (story.holds) {
      books.breach(
        `verifier-${kind}`,
        `The story of ${file.number} is proven, although: ${kind}`,
      );
    }
  }
}

function isNeverRun(data: unknown): boolean {
  return (data as { verdict?: unknown }).verdict === 'never_run';
}

/** Answers to repetitions and what a run id means are not told by a story. */
function isInTheStory(kind: string): boolean {
  return !/^(answers|record|verifier)-/.test(kind);
}
