import { ApiHolder } from '@backstage/frontend-plugin-api';

/** What an area needs to answer for its part of a page that several share. */
export interface AreaRequest {
  /** The APIs of the app, the area's own client among them. */
  apis: ApiHolder;
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal;
}
