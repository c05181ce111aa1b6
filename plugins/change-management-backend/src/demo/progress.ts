import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { Caller } from '@countersign/plugin-governance-node';
import { Step, Story } from './types';

/** How far a story has come. */
export interface Progress {
  story: Story;
  /** The change as the last step left it. */
  detail?: ChangeDetail;
  gateDecisionId?: string;
  /** It could not go on. */
  stopped?: boolean;
}

/** One step of one story. */
export interface Turn {
  step: Step;
  progress: Progress;
}

/** Every step of every story, in the order of time. */
export function turnsOf(stories: readonly Story[]): Turn[] {
  return stories
    .flatMap(story => {
      const progress: Progress = { story };
      return story.steps.map(step => ({ step, progress }));
    })
    .sort((a, b) => a.step.at.localeCompare(b.step.at));
}

/** The change of a story. */
export function detailOf({ story, detail }: Progress): ChangeDetail {
  if (!detail) throw new Error(`There is no change of the story ${story.id}`);
  return detail;
}

/** Whoever takes a step, by their entity ref or the name of a pipeline. */
export function callerOf(ref: string): Caller {
  return { kind: ref.startsWith('user:') ? 'user' : 'service', ref };
}
