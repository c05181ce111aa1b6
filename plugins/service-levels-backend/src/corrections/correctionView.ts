import { Caller, callerKind } from '@countersign/plugin-governance-node';
import {
  correctionActions,
  CorrectionFacts,
  correctionState,
  CorrectionVerb,
  CorrectionView,
} from '@countersign/plugin-service-levels-common';

/** A correction as somebody sees it, with what they may do. */
export function viewOf(
  number: string,
  facts: CorrectionFacts,
  caller: Caller,
  involved: readonly string[],
  permitted: Record<CorrectionVerb, boolean>,
): CorrectionView {
  const { state, because } = correctionState(facts);
  const { entry, kind, reason, objectives, timeZone, rrule, change } = facts;
  const [confirmed] = facts.confirmations.filter(each => !each.involved);
  return {
    number,
    kind,
    reason,
    objectives: [...objectives],
    window: change?.window ?? facts.window,
    timeZone,
    ...(rrule !== undefined && { rrule }),
    ...(change && { change: change.number }),
    entered: facts.entered,
    ...(confirmed && { confirmed: { by: confirmed.by, at: confirmed.at } }),
    ...(facts.withdrawn && { withdrawn: facts.withdrawn }),
    state,
    ...(because !== undefined && { because }),
    ledgerEntry: entry,
    actions: correctionActions(number, facts, {
      ref: caller.ref,
      by: callerKind(caller),
      involved,
      permitted,
    }),
  };
}
