import {
  FollowState as FollowStateOf,
  followStateSchemaOf,
} from '@countersign/plugin-governance-common';
import { incidentRoles } from '../model';

/** Why somebody is told of an incident by default, the weightiest first. */
export const followRoles = ['owner', ...incidentRoles, 'reporter'] as const;
/** One of {@link followRoles}. */
export type FollowRole = (typeof followRoles)[number];

/** Who is told what happens to an incident, as one reader sees it. */
export const followStateSchema = followStateSchemaOf(followRoles);
/** See {@link followStateSchema}. */
export type FollowState = FollowStateOf<FollowRole>;
