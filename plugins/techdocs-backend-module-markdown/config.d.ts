import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  techdocs?: {
    generator?: {
      /**
       * What makes pages: `markdown` is this module, inside the portal; `mkdocs` is what TechDocs does without it, and
       * wants `runIn` too. Default: markdown.
       */
      engine?: 'markdown' | 'mkdocs';
    };
    /**
     * When the pages of all entities are made before somebody opens them, so that a search finds them. Absent: each
     * on its first visit. Only with `techdocs.builder: local`.
     * @example { frequency: { minutes: 10 }, timeout: { minutes: 5 } }
     */
    buildAhead?: SchedulerServiceTaskScheduleDefinitionConfig;
  };
}
