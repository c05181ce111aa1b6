import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** How plugins read the catalog as a CMDB. */
  cmdb?: {
    /**
     * How old the picture of the catalog may grow before it is read again in
     * the background: `30s`, `{ seconds: 30 }`. Default: 30 seconds.
     */
    maxAge?: string | HumanDuration;
    /**
     * How old an answer may be at most. When the catalog cannot be read for
     * this long, questions fail rather than be answered from an older picture.
     * Default: 5 minutes.
     */
    maxStale?: string | HumanDuration;
    /** How long one reading of the catalog may take. Default: 1 minute. */
    readTimeout?: string | HumanDuration;
  };
}
