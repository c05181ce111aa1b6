import {
  DrillDetail,
  ExperimentView,
} from '@countersign/plugin-chaos-drills-common';
import { AreaPages } from '@countersign/plugin-governance-node';
// The actions registry speaks zod 3.
import type { z as zod3 } from 'zod/v3';

/** The members of {@link describeDrill}, as the actions registry takes them. */
const described = (z: typeof zod3) => ({
  number: z.string(),
  title: z.string(),
  state: z.string().describe('planned, running, ended or canceled'),
  entity: z.string(),
  scenario: z.string().optional(),
  change: z.string().optional(),
  outcome: z.string().optional().describe('Once it has ended'),
  reasons: z.array(z.string()).describe('Why it is no success'),
  targets: z.array(z.string()),
  next: z.string(),
  url: z.string().describe('The page of the drill'),
  path: z.string().describe('The same within the portal'),
});

export const describedDrill = (z: typeof zod3) => z.object(described(z));

export const awaitedDrill = (z: typeof zod3) =>
  z.object({
    ...described(z),
    reached: z
      .boolean()
      .describe('Whether it came so far within the time: ask again if not'),
  });

/** What an action says of a drill: enough for the next step of a template or an assistant. */
export function describeDrill(
  { drill, next }: Pick<DrillDetail, 'drill' | 'next'>,
  pages: AreaPages,
) {
  const { number, title, state, entity, scenario, change, outcome } = drill;
  return {
    ...{ number, title, state, entity, scenario, change, outcome },
    reasons: drill.reasons ?? [],
    targets: drill.targets,
    next: next.text,
    url: pages.url(number),
    path: pages.path(number),
  };
}

/** The shape of {@link describeExperiment}, as the actions registry takes it. */
export const describedExperiment = (z: typeof zod3) =>
  z.object({
    name: z.string().describe('As plan-drill takes it'),
    title: z.string(),
    digest: z.string().describe('Of its text: a change for it names this'),
    entity: z.string().optional(),
    scenario: z.string().optional(),
    runbook: z.string().optional(),
    canBePlanned: z.boolean(),
  });

/** What an action says of an experiment: enough to open a change for it and to plan it. */
export function describeExperiment(view: ExperimentView) {
  const { name, title, digest, entity, scenario, runbook, problems } = view;
  return {
    ...{ name, title, digest, entity, scenario, runbook },
    canBePlanned:
      entity !== undefined &&
      problems.every(({ severity }) => severity !== 'error'),
  };
}
