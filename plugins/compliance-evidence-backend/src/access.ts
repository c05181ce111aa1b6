import {
  Run,
  runCancelPermission,
  runDeliverPermission,
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

/** Runs as permissions speak of them. */
export const runKind: RecordKind<RunVerb, Run, RunResource, RunFilter> = {
  ref: runResourceRef,
  permissions: {
    read: runReadPermission,
    cancel: runCancelPermission,
    retry: runRetryPermission,
    deliver: runDeliverPermission,
  },
  // That no machine sends a pack again is for the judge to say: it knows why, and a verifier asks it too.
  inPerson: [],
  resourceOf: ({ requestedBy }) => ({ requestedBy }),
  nameOf: ({ number }) => number,
  words: {
    one: 'run',
    all: 'Runs',
    rights: {
      read: 'read',
      cancel: 'cancel',
      retry: 'take up',
      deliver: 'send the pack of',
    },
  },
};

/** What one caller may do with runs. */
export type RunRights = Rights<RunVerb, Run, RunResource, RunFilter>;
/** Asks who may do what with runs. */
export type Authorizer = AuthorizerOf<RunRights>;
