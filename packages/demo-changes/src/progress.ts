import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { DemoActor } from '@countersign/plugin-change-management-node';
import { Story } from './types';

/** How far a story has come. */
export interface Progress {
  story: Story;
  /** The change as the last step left it. */
  detail?: ChangeDetail;
  gateDecisionId?: string;
  /** It could not go on. */
  stopped?: boolean;
}

/** The change of a story. */
export function detailOf({ story, detail }: Progress): ChangeDetail {
  if (!detail) throw new Error(`There is no change of the story ${story.id}`);
  return detail;
}

/** Whoever takes a step, by their entity ref or the name of a pipeline. */
export function actorOf(ref: string): DemoActor {
  return { kind: ref.startsWith('user:') ? 'user' : 'service', ref };
}
