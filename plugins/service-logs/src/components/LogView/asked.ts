import { LogTime } from './logAddress';

/** One question about logs, as the backend takes it. */
export interface Asked extends LogTime {
  entityRef: string;
  source: string;
  filter: string;
}
