import {
  actionStateSchema as actionStateOf,
  conditionSchema as conditionOf,
  nextStepSchema as nextStepOf,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';
import { changeVerbs } from '../api/requests';

const verbs = [...changeVerbs, 'edit'] as const;

export const actionStateSchema = actionStateOf(verbs);
export type ActionState = z.infer<typeof actionStateSchema>;

export const conditionSchema = conditionOf(verbs);
export type Condition = z.infer<typeof conditionSchema>;

export const nextStepSchema = nextStepOf(verbs);
export type NextStep = z.infer<typeof nextStepSchema>;
