import {
  followersByRole,
  FollowRole,
} from '@countersign/plugin-change-management-common';
import {
  FollowedRecords,
  Followers as FollowersOf,
} from '@countersign/plugin-governance-node';
import { StoredChange } from '../database/changeRows';
import { notificationOf } from '../outbox/messages';

/** Those who follow changes. */
export type Followers = FollowersOf<StoredChange, FollowRole>;

/** Changes, as people follow them. */
export const followedChanges: FollowedRecords<StoredChange, FollowRole> = {
  idOf: ({ change }) => change.id,
  byRole: ({ change, requirements }) =>
    followersByRole(change, [...new Set(requirements.map(r => r.group))]),
  notificationOf: ({ change }, about) => notificationOf(change, about),
};
