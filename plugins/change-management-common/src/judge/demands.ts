import {
  joined,
  Phrase,
  phraseOf,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { Facts, hasStarted } from '../facts/facts';
import { GateCheck, GateDemand } from '../model';
import { checkApprovals, failed, passed } from './checks';
import type { Finding } from './findings';
import { standingOf } from './standing';
import { World } from './world';

/** Something another area demands and the change does not meet. */
interface Unmet {
  demand: GateDemand;
  text: Phrase;
  remedy: Phrase;
  /** Whether an edit could meet it. */
  editable: boolean;
}

/** What other areas demand: one question of the gate, which is asked where any demands something. */
export function checkDemands(facts: Facts, world: World): GateCheck[] {
  if (!world.demands.length) return [];
  const unmet = unmetDemands(facts, world);
  return [
    unmet.length
      ? failed(
          'demands',
          joined(
            unmet.map(({ text }) => text),
            ' ',
          ),
          joined(
            unmet.map(({ remedy }) => remedy),
            ' ',
          ),
        )
      : passed(
          'demands',
          joined(
            world.demands.map(demand => phraseOf('text', demand) ?? ''),
            ' ',
          ),
        ),
  ];
}

/** Each demand that is not met, as a line of the checklist. */
export function demandFindings(facts: Facts, world: World): Finding[] {
  return unmetDemands(facts, world).map(
    ({ demand, text, remedy, editable }) => ({
      guard: 'demands',
      key: demand.source,
      text,
      remedy,
      mendedBy: editable && !hasStarted(facts.state) ? ['edit'] : [],
      ...(demand.until && { at: demand.until }),
    }),
  );
}

function unmetDemands(facts: Facts, world: World): Unmet[] {
  return world.demands.flatMap((demand): Unmet[] => {
    const text = phraseOf('text', demand) ?? '';
    const wait = demand.until ? say`Wait until ${time(demand.until)}, or ` : '';
    if (demand.allows === 'reliability' && !isUrgent(facts, world)) {
      return [
        facts.content.reliabilityFix
          ? {
              demand,
              text: say`${text} It says that it is a reliability fix, and nobody is asked whether it is.`,
              remedy:
                'Have the approval policies ask somebody about reliability fixes.',
              editable: false,
            }
          : {
              demand,
              text,
              remedy: demand.until
                ? say`${wait}say that it is a reliability fix, if it is one, and have that approved.`
                : 'Say that it is a reliability fix, if it is one, and have that approved.',
              editable: true,
            },
      ];
    }
    if (demand.require.length && facts.type === 'standard') {
      return [
        {
          demand,
          text: say`${text} A standard change is pre-approved, and so has no further approval.`,
          remedy: demand.until
            ? say`${wait}open it as a normal change.`
            : 'Open it as a normal change.',
          editable: false,
        },
      ];
    }
    return [];
  });
}

/**
 * An emergency, or a reliability fix. That it is one is a claim of whoever wrote the change: it counts once somebody
 * approved the change as it stands, or where a template says it. While the approval is missing, that is what is missing.
 */
function isUrgent(facts: Facts, world: World): boolean {
  if (facts.type === 'emergency') return true;
  if (!facts.content.reliabilityFix) return false;
  if (facts.type === 'standard') return true;
  return (
    !checkApprovals(facts, world).passed ||
    (standingOf(facts, world)?.requirements ?? []).some(
      ({ approvals }) => approvals.length > 0,
    )
  );
}
