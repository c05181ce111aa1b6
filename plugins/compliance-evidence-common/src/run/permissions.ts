import { createPermission } from '@backstage/plugin-permission-common';

/** The resource type of runs in permission rules. */
export const RESOURCE_TYPE_EVIDENCE_RUN = 'evidence-run';

/** See reports, their queries and what is wrong with them. */
export const reportReadPermission = createPermission({
  name: 'compliance-evidence.report.read',
  attributes: { action: 'read' },
});

/** See a run: its phases, evidence, raw bytes, answers, artefacts and pack. */
export const runReadPermission = createPermission({
  name: 'compliance-evidence.run.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_EVIDENCE_RUN,
});

/** Run a report. */
export const runRequestPermission = createPermission({
  name: 'compliance-evidence.run.request',
  attributes: { action: 'create' },
});

const update = (verb: string) =>
  createPermission({
    name: `compliance-evidence.run.${verb}`,
    attributes: { action: 'update' },
    resourceType: RESOURCE_TYPE_EVIDENCE_RUN,
  });

/** Cancel a run that has not ended. */
export const runCancelPermission = update('cancel');

/** Let a failed run go on where it stopped. */
export const runRetryPermission = update('retry');

/** Send the pack of a run once more. */
export const runDeliverPermission = update('deliver');

/** Hold the evidence of a run, whatever its report demands, and lift the hold. */
export const runHoldPermission = update('hold');

/** Ask that the evidence of a run be erased before its time, and agree where another one asked. */
export const runErasePermission = update('erase');

/** Every permission of reports and runs, for the registry and for policies. */
export const runPermissions = [
  reportReadPermission,
  runReadPermission,
  runRequestPermission,
  runCancelPermission,
  runRetryPermission,
  runDeliverPermission,
  runHoldPermission,
  runErasePermission,
];
