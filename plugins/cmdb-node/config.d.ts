import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** How plugins read the catalog as a CMDB. */
  cmdb?: {
    /**
     * How old the picture of the catalog may grow before it is read again in the background. Default: 30 seconds.
     * @example '30s'
     */
    maxAge?: string | HumanDuration;
    /**
     * How old an answer may be at most. When the catalog cannot be read for this long, questions fail rather than be
     * answered from an older picture. Default: 5 minutes.
     * @example { minutes: 5 }
     */
    maxStale?: string | HumanDuration;
    /**
     * How long one reading of the catalog may take. Default: 1 minute.
     * @example { minutes: 1 }
     */
    readTimeout?: string | HumanDuration;
  };
}
