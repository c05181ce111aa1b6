import {
  Run,
  runCancelPermission,
  runDeliverPermission,
  runErasePermission,
  runHoldPermission,
  runReadPermission,
  runRetryPermission,
  RunVerb,
} from '@countersign/plugin-compliance-evidence-common';
import {
  RunFilter,
  RunResource,
  runResourceRef,
} from '@countersign/plugin-compliance-evidence-node';
import {
  Authorizer as AuthorizerOf,
  RecordKind,
  Rights,
} from '@countersign/plugin-governance-node';

/** What permissions tell apart: the verbs of a run, and what is decided about its keeping. */
export type RunRight = RunVerb | 'hold' | 'erase';

/** Runs as permissions speak of them. */
export const runKind: RecordKind<RunRight, Run, RunResource, RunFilter> = {
  ref: runResourceRef,
  permissions: {
    read: runReadPermission,
    cancel: runCancelPermission,
    retry: runRetryPermission,
    deliver: runDeliverPermission,
    hold: runHoldPermission,
    erase: runErasePermission,
  },
  // That no machine sends a pack again is for the judge to say: it knows why, and a verifier asks it too.
  inPerson: [],
  resourceOf: ({ requestedBy }) => ({ requestedBy }),
  nameOf: ({ number }) => number,
  words: {
    one: 'run',
    all: 'runs of reports',
    rights: {
      read: 'read',
      cancel: 'cancel',
      retry: 'take up',
      deliver: 'send the pack of',
      hold: 'hold the evidence of',
      erase: 'erase the evidence of',
    },
  },
};

/** What one caller may do with runs. */
export type RunRights = Rights<RunRight, Run, RunResource, RunFilter>;
/** Asks who may do what with runs. */
export type Authorizer = AuthorizerOf<RunRights>;
