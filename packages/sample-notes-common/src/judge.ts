import {
  ActionStateOf,
  CallerKind,
  NextStepOf,
  notPermitted,
  person,
  record,
  Refusal,
  refuse,
  say,
  told,
} from '@countersign/plugin-governance-common';
import { Note } from './model';

/** What can be done with a note. */
export const noteVerbs = ['finish'] as const;
/** One of {@link noteVerbs}. */
export type NoteVerb = (typeof noteVerbs)[number];

/** Who asks, and what the permission framework lets them do. */
export interface NoteActor {
  /** Entity ref of a user, or the subject of a service. */
  ref: string;
  by: CallerKind;
  permitted: Record<NoteVerb, boolean>;
}

/** The one judge: routes, buttons and whoever verifies a story ask it. */
export function judgeFinish(
  note: Pick<Note, 'number' | 'state' | 'assignee'>,
  { ref, by }: Pick<NoteActor, 'ref' | 'by'>,
): { ok: true } | { ok: false; refusal: Refusal } {
  if (note.state === 'done') {
    return refuse(
      'state',
      say`${record(note.number)} is done.`,
      'Open another note for what is left.',
    );
  }
  if (by !== 'person') {
    return refuse(
      'person',
      'Machines and assistants finish no notes.',
      'Open it in the portal and finish it yourself.',
    );
  }
  if (ref !== note.assignee) {
    return refuse(
      'duty',
      say`${record(note.number)} is for ${person(note.assignee)}.`,
      say`Ask ${person(note.assignee)} to finish it.`,
    );
  }
  return { ok: true };
}

/** The verbs as the page of a note offers them. */
export function actionStates(
  note: Note,
  actor: NoteActor,
): ActionStateOf<NoteVerb>[] {
  const verdict = judgeFinish(note, actor);
  if (!verdict.ok) {
    return [{ verb: 'finish', allowed: false, ...verdict.refusal }];
  }
  return [
    actor.permitted.finish
      ? { verb: 'finish', allowed: true }
      : { verb: 'finish', allowed: false, ...notPermitted },
  ];
}

/** What is needed next, and who does it. */
export function nextStep({ state, assignee }: Note): NextStepOf<NoteVerb> {
  if (state === 'done') {
    return { text: 'Nothing is left to do.', who: [], conditions: [] };
  }
  return {
    text: 'Do it, and say what came of it.',
    verb: 'finish',
    who: [assignee],
    conditions: [
      {
        id: 'outcome',
        guard: 'outcome',
        text: 'Nobody said yet what came of it.',
        ...told('remedy', say`Only ${person(assignee)} can finish it.`),
        mendedBy: ['finish'],
        who: [assignee],
      },
    ],
  };
}
