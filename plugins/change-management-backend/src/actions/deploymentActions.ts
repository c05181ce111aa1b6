import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  deploymentReportPermission,
  deploymentReportSchema,
  gateAskPermission,
  gateRequestSchema,
} from '@countersign/plugin-change-management-common';
import { parse, actionCaller } from '@countersign/plugin-governance-node';
import { Services } from '../services/createServices';

/** What a pipeline does around a deployment: ask the gate, report what came of it. */
export function registerDeploymentActions(
  registry: ActionsRegistryService,
  services: Services,
): void {
  registry.register({
    name: 'ask-gate',
    title: 'Ask the deployment gate',
    description:
      'May this be deployed now? Answers allow or refuse, with every check and what would satisfy it. Anything but `allow` means no.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: gateAskPermission,
    schema: {
      input: z =>
        z.object({
          change: z.string().optional(),
          planDigest: z.string().optional(),
          commit: z.string().optional(),
          environment: z.string().optional(),
        }),
      output: z =>
        z
          .object({ id: z.string(), decision: z.enum(['allow', 'refuse']) })
          .passthrough(),
    },
    action: async ({ input, credentials }) => {
      const decision = await services.gate.ask(
        actionCaller(credentials),
        parse(gateRequestSchema, input),
      );
      return { output: { ...decision } };
    },
  });

  registry.register({
    name: 'report-deployment',
    title: 'Report a deployment',
    description:
      'Records a deployment and reconciles it with the change that covers it. The same report again is the same deployment.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    visibilityPermission: deploymentReportPermission,
    schema: {
      input: z =>
        z.object({
          externalId: z.string().describe('Unique for the reporting source'),
          change: z.string().optional(),
          environment: z.string(),
          items: z.array(z.string()).optional(),
          outcome: z.enum(['succeeded', 'failed', 'rolled_back']),
          planDigest: z.string().optional(),
          commit: z.string().optional(),
          committedAt: z
            .string()
            .optional()
            .describe(
              'When that commit was made: the lead time counts from it',
            ),
          startedAt: z.string(),
          finishedAt: z.string(),
          gateDecisionId: z.string().optional(),
          url: z.string().optional(),
          notes: z.string().optional(),
          deployer: z.string().optional(),
        }),
      output: z => z.object({ id: z.string() }).passthrough(),
    },
    action: async ({ input, credentials }) => {
      const deployment = await services.deployments.report(
        actionCaller(credentials),
        parse(deploymentReportSchema, input),
      );
      return { output: { ...deployment } };
    },
  });
}
