import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { ScheduledFor } from '@countersign/plugin-chaos-drills-common';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { sha256Digest } from '../experiments/digest';

const ANSWER_MS = 20_000;
/** Of a service that the catalog has in none. */
const USUAL_ENVIRONMENT = 'production';

/** Opens the changes of scheduled drills, in the name of whoever turned the schedule on: as their standard change where there is one. */
export class ChangeOpener {
  constructor(
    private readonly options: {
      changes: Pick<ChangeManagementService, 'createChange'>;
      catalog: Pick<CatalogReader, 'graph'>;
      /** Templates of standard changes that are for drills: the first one is taken. */
      standardChanges: readonly string[];
    },
  ) {}

  /** @returns its number */
  async open(
    { experiment, requester, start, end }: ScheduledFor,
    drill: { title: string; entity: string; experiment: string },
  ): Promise<string> {
    const { changes, catalog, standardChanges } = this.options;
    const item = (await catalog.graph()).item(drill.entity);
    const [template] = standardChanges;
    const body = {
      title: `Drill: ${drill.title}`.slice(0, 200),
      items: [drill.entity],
      environment: item?.environment ?? USUAL_ENVIRONMENT,
      window: { start, end },
      justification: `The schedule of the experiment ${experiment} asks for it.`,
      requester,
      submit: true,
      ...(template === undefined
        ? {
            type: 'normal' as const,
            // What is approved is what is played.
            implementationPlan: `The portal plays the experiment ${experiment}, ${drill.experiment}.`,
            testPlan:
              'The steady state is checked before the fault and after it.',
            backoutPlan:
              'Stop the drill on its page. Its faults are leases, which also end by themselves.',
          }
        : { type: 'standard' as const, template }),
    };
    const { change } = await changes.createChange(body, {
      signal: AbortSignal.timeout(ANSWER_MS),
      idempotencyKey: `drill-schedule.${sha256Digest(JSON.stringify(body))}`,
    });
    return change.number;
  }
}
