import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  drillBodies,
  drillNumber,
  drillPlanPermission,
  drillStartPermission,
  drillStopPermission,
  planDrillSchema,
} from '@countersign/plugin-chaos-drills-common';
import { Refusal } from '@countersign/plugin-governance-common';
import {
  actionCaller,
  AreaPages,
  AttemptLog,
  parse,
  refused,
  watchedRegistry,
} from '@countersign/plugin-governance-node';
// The actions registry speaks zod 3.
import type { z as zod3 } from 'zod/v3';
import { Drills } from '../createDrills';
import {
  describedDrill,
  describedExperiment,
  describeDrill,
  describeExperiment,
} from './output';
import { registerWaiting } from './waitForDrill';

const number = (z: typeof zod3) => z.string().describe('DRL0000042');

/** As one refusal: a template cannot ask again for what else is wrong, as a page does. */
function allOf(refusals: readonly Refusal[]): Refusal {
  const { guard } = refusals[0];
  const { message: last, remedy } = refusals[refusals.length - 1];
  const lines = refusals
    .slice(0, -1)
    .map(({ message, remedy: what }) => `${message} ${what}`);
  return { guard, message: [...lines, last].join('\n'), remedy };
}

/** To a template that went on, the action to start a drill would seem not to exist. */
const startedByOthers: Refusal = {
  guard: 'permission',
  message: 'You may not start drills.',
  remedy: 'Ask somebody who may to start it on its page.',
};

/**
 * Registers the verbs worth automating. Each becomes a scaffolder action (`chaos-drills:<name>`) and an MCP tool, and does no
 * more than the HTTP route of the same purpose. Canceling a drill and releasing the lever are not among them: people do that.
 */
export function registerActions(options: {
  registry: ActionsRegistryService;
  drills: Pick<Drills, 'desk' | 'starter' | 'experimentReader'>;
  attempts: AttemptLog;
  /** Where drills have their pages. */
  pages: AreaPages;
}): void {
  const { desk, starter, experimentReader } = options.drills;
  const { pages } = options;
  const registry = watchedRegistry(
    options.registry,
    options.attempts,
    input => {
      const about = drillNumber.schema.safeParse(input.number).data;
      return { ...(about && { drill: about }) };
    },
  );

  registry.register({
    name: 'find-experiments',
    title: 'Find experiments',
    description:
      'Lists the experiments that drills are planned of, by entity and scenario.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          entity: z.string().optional().describe('An entity ref'),
          scenario: z.string().optional().describe('Such as latency'),
          canBePlanned: z
            .boolean()
            .optional()
            .describe('Only those that can, or only those that cannot'),
        }),
      output: z => z.object({ experiments: z.array(describedExperiment(z)) }),
    },
    action: async ({ input, credentials }) => {
      const { items } = await experimentReader.list(actionCaller(credentials));
      return {
        output: {
          experiments: items
            .map(describeExperiment)
            .filter(
              each =>
                (!input.entity || each.entity === input.entity) &&
                (!input.scenario || each.scenario === input.scenario) &&
                each.canBePlanned === (input.canBePlanned ?? each.canBePlanned),
            ),
        },
      };
    },
  });

  registry.register({
    name: 'plan-drill',
    title: 'Plan a drill',
    description:
      'Plans a drill of an experiment under a change. Answers with its number, its targets and its page.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: drillPlanPermission,
    schema: {
      input: z =>
        z.object({
          experiment: z
            .string()
            .describe('The name of an experiment: its file without the ending'),
          change: z
            .string()
            .optional()
            .describe('The change that permits it, such as CHG0000042'),
        }),
      output: describedDrill,
    },
    action: async ({ input, credentials }) => {
      const { experiment, change } = input;
      const body = parse(planDrillSchema, {
        experiment,
        // A field of a template that nobody filled in may come as an empty text.
        ...(change && { change }),
      });
      return {
        output: describeDrill(
          await desk.plan(actionCaller(credentials), body),
          pages,
        ),
      };
    },
  });

  registry.register({
    name: 'get-drill',
    title: 'Read a drill',
    description: 'How a drill stands, and what is needed next.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({ number: number(z) }),
      output: describedDrill,
    },
    action: async ({ input, credentials }) => ({
      output: describeDrill(
        await desk.get(
          actionCaller(credentials),
          parse(drillNumber.schema, input.number),
        ),
        pages,
      ),
    }),
  });

  registry.register({
    name: 'get-drill-readiness',
    title: 'Ask what keeps a drill from starting',
    description:
      'Everything that keeps a drill from starting now, each with what would satisfy it, and its targets as they are now. Nothing is recorded.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({ number: number(z) }),
      output: z =>
        z.object({
          number: z.string(),
          ready: z.boolean().describe('Whether it could start at this moment'),
          targets: z.array(z.string()),
          refusals: z.array(
            z.object({
              guard: z.string(),
              message: z.string(),
              remedy: z.string(),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const asked = parse(drillNumber.schema, input.number);
      const caller = actionCaller(credentials);
      const [{ targets, refusals }, mayStart] = await Promise.all([
        starter.readiness(caller, asked),
        starter.mayStart(caller),
      ]);
      const inTheWay = [...refusals, ...(mayStart ? [] : [startedByOthers])];
      return {
        output: {
          ...{ number: asked, targets, ready: inTheWay.length === 0 },
          refusals: inTheWay.map(({ guard, message, remedy }) => ({
            ...{ guard, message, remedy },
          })),
        },
      };
    },
  });

  registry.register({
    name: 'start-drill',
    title: 'Start a drill',
    description:
      'Starts a drill that is planned, for a person, where everything that has to hold does. Answers all that keeps it from starting otherwise.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    visibilityPermission: drillStartPermission,
    schema: {
      input: z => z.object({ number: number(z) }),
      output: describedDrill,
    },
    action: async ({ input, credentials }) => {
      const caller = actionCaller(credentials);
      const asked = parse(drillNumber.schema, input.number);
      const { refusals } = await starter.readiness(caller, asked);
      if (refusals.length > 0) throw refused(allOf(refusals));
      return {
        output: describeDrill(await starter.start(caller, asked), pages),
      };
    },
  });

  registerWaiting({ registry, desk, pages });

  registry.register({
    name: 'stop-drill',
    title: 'Stop a drill',
    description:
      'Stops a drill that runs: its faults end, and it rolls back. That is always safe.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: drillStopPermission,
    schema: {
      input: z => z.object({ number: number(z), reason: z.string() }),
      output: describedDrill,
    },
    action: async ({ input, credentials }) => {
      const { number: asked, ...body } = input;
      return {
        output: describeDrill(
          await desk.stop(
            actionCaller(credentials),
            parse(drillNumber.schema, asked),
            parse(drillBodies.stop, body),
          ),
          pages,
        ),
      };
    },
  });

  registry.register({
    name: 'note-drill',
    title: 'Write a note into a drill',
    description:
      'Writes a lesson, or what somebody saw, into the timeline of a drill. It is kept for good, under the name of whoever asks.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: drillPlanPermission,
    schema: {
      input: z => z.object({ number: number(z), text: z.string() }),
      output: describedDrill,
    },
    action: async ({ input, credentials }) => {
      const { number: asked, ...body } = input;
      return {
        output: describeDrill(
          await desk.note(
            actionCaller(credentials),
            parse(drillNumber.schema, asked),
            parse(drillBodies.note, body),
          ),
          pages,
        ),
      };
    },
  });
}
