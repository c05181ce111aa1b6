import { Refusal } from '@countersign/plugin-governance-common';
import { IncidentEntryData } from '../entries';
import { IncidentFacts } from '../model';
import { EntryOf, IncidentVerb } from './verbs';
import { IncidentActor, IncidentWorld } from './world';

/** Whether something may be done. */
export type Verdict = { ok: true } | { ok: false; refusal: Refusal };

/** A verb that somebody asks for: with what its ledger entry would say. */
export type IncidentCall = {
  [V in IncidentVerb]: {
    verb: V;
    who: IncidentActor;
    data: IncidentEntryData<EntryOf<V>>;
  };
}[IncidentVerb];

/** Whether a call is judged by the timeline of the incident, beside what stands. */
export function restsOnStory({
  verb,
  data,
}: Pick<IncidentCall, 'verb' | 'data'>): boolean {
  return verb === 'start-review' || (verb === 'restore' && 'at' in data);
}

/** The call of one verb. */
export type CallOf<V extends IncidentVerb> = Extract<IncidentCall, { verb: V }>;

/** What a verb has to keep to beside its states and callers, which are the table's. */
export type Rule<V extends IncidentVerb> = (
  facts: IncidentFacts,
  call: CallOf<V>,
  world: IncidentWorld,
) => Verdict;

/** The rules of one topic, by verb. */
export type Rules = { [V in IncidentVerb]?: Rule<V> };

/** It may be done. */
export const ok: Verdict = { ok: true };
