import { Session } from './Session';
import { Breach, NewArena, Step } from './types';

export interface ReplayResult {
  /** Breaches in the order in which they came up, each kind once. */
  breaches: Breach[];
  /** By step: what was answered, `undefined` where there was nothing to do. */
  answers: { id: string; refused?: string }[];
}

/** Plays a game that is known. */
export async function replay<Move, Request>(
  newArena: NewArena<Move, Request>,
  steps: readonly Step<Move>[],
): Promise<ReplayResult> {
  const session = new Session(await newArena());
  const found = new Map<string, Breach>();
  const answers: ReplayResult['answers'] = [];
  for (const step of steps) {
    const played = await session.play(step);
    if (!played) continue;
    answers.push({ id: step.id, ...played.answer });
    for (const breach of played.breaches) {
      if (!found.has(breach.kind)) found.set(breach.kind, breach);
    }
  }
  return { breaches: [...found.values()], answers };
}
