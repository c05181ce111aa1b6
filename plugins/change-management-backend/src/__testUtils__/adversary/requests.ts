import {
  ChangeDetail,
  createChangeRequestSchema,
  deploymentReportSchema,
  gateRequestSchema,
  scheduleRuleInputSchema,
  updateChangeRequestSchema,
  verbSchemas,
} from '@countersign/plugin-change-management-common';
import { z } from 'zod';
import { CreateInput } from '../../services/Intake';
import { VerbCall } from '../../services/LifecycleService';
import { CreateMove, Move, WorldMove } from './moves';

interface Asked {
  by: string;
  /** Its `Idempotency-Key`. */
  key?: string;
}

/** A request as it reaches a service: parsed, with numbers, versions and digests filled in. */
export type Request = { move: Move } & (
  | (Asked & { kind: 'create'; move: CreateMove; input: CreateInput })
  | (Asked & {
      kind: 'edit';
      number: string;
      input: z.output<typeof updateChangeRequestSchema>;
    })
  | (Asked & {
      kind: 'act';
      number: string;
      call: VerbCall;
      /** What the player looked at. */
      seen: ChangeDetail;
    })
  | (Asked & { kind: 'look'; number: string })
  | (Asked & { kind: 'gate'; input: z.output<typeof gateRequestSchema> })
  | (Asked & {
      kind: 'report';
      input: z.output<typeof deploymentReportSchema>;
    })
  | (Asked & {
      kind: 'rule';
      input: z.output<typeof scheduleRuleInputSchema>;
    })
  | (Asked & { kind: 'end-rule'; rule: string })
  | { kind: 'world'; what: WorldMove }
);

/** The schemas that the router parses with. */
export const parsers = {
  create: (body: unknown) => createChangeRequestSchema.parse(body),
  edit: (body: unknown) => updateChangeRequestSchema.parse(body),
  act: (verb: keyof typeof verbSchemas, body: unknown) =>
    verbSchemas[verb].parse(body),
  gate: (body: unknown) => gateRequestSchema.parse(body),
  report: (body: unknown) => deploymentReportSchema.parse(body),
  rule: (body: unknown) => scheduleRuleInputSchema.parse(body),
};
