import { Config } from '@backstage/config';
import { EvidenceSourceKind } from '@countersign/plugin-compliance-evidence-node';
import { didYouMean } from '@countersign/plugin-governance-common';
import { DemoSource } from './DemoSource';
import { System, systems } from './systems';

/** The records of a usual quarter: an application has a hundred or two. */
export const USUAL_ROWS = 40_000;
const MOST_ROWS = 20_000_000;
const settings = ['system', 'rows', 'seed'];

/**
 * The kind `demo` of sources: `with: { system: iam-logs, rows: 40000, seed: larkspur }`.
 *
 * @param isOn - Whether the portal has demo records; without them nothing is made up.
 */
export function demoKind(options: { isOn: boolean }): EvidenceSourceKind {
  return {
    kind: 'demo',
    create({ name, system, config }) {
      const unknown = config.keys().find(key => !settings.includes(key));
      if (unknown) {
        throw new Error(
          `Source ${name}: with.${unknown} is not known${didYouMean(
            unknown,
            settings,
          )}; a source of the kind demo has ${settings.join(', ')}`,
        );
      }
      const source = new DemoSource(systemOf(name, config), {
        system,
        rows: rowsOf(name, config),
        seed: config.getOptionalString('seed') ?? 'larkspur',
      });
      return {
        system: source.system,
        async snapshot(ask, write) {
          if (!options.isOn) {
            throw new Error(
              `${source.system} is made up, and the portal has no demo records: set governance.demo, or configure a real source`,
            );
          }
          return source.snapshot(ask, write);
        },
      };
    },
  };
}

function systemOf(name: string, config: Config): System {
  const asked = config.getOptionalString('system') ?? name;
  if (Object.hasOwn(systems, asked)) return systems[asked];
  const known = Object.keys(systems);
  throw new Error(
    `Source ${name}: there is no demo system ${asked}${didYouMean(
      asked,
      known,
    )}; there are ${known.join(', ')}`,
  );
}

function rowsOf(name: string, config: Config): number {
  const rows = config.getOptionalNumber('rows') ?? USUAL_ROWS;
  if (Number.isInteger(rows) && rows >= 1 && rows <= MOST_ROWS) return rows;
  throw new Error(
    `Source ${name}: with.rows must be a whole number from 1 to ${MOST_ROWS}, not ${rows}`,
  );
}
