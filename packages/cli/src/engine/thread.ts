import { isMainThread, workerData } from 'node:worker_threads';
import { ENGINE_ROLE } from './messages';

/** Whether this thread was started to be an engine. */
export function isEngineThread(): boolean {
  return !isMainThread && workerData?.role === ENGINE_ROLE;
}
