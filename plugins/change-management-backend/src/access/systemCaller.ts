import { pluginCaller } from '@countersign/plugin-governance-node';

/** What change management does by itself: reconciliation, reminders. */
export const systemCaller = pluginCaller('change-management');
