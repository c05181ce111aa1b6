import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  search?: {
    collators?: {
      changeRequests?: {
        /**
         * How often change requests are indexed anew. Default: every five minutes.
         * @example { frequency: { minutes: 5 }, timeout: { minutes: 3 } }
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
