import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  chaosDrills?: {
    /**
     * Names the ledger, as a URL without a scheme, and is part of every proof: choose it once. Default:
     * countersign/chaos-drills.
     * @example 'larkspur.example/chaos-drills'
     */
    ledgerOrigin?: string;
    /**
     * The path of the list of drills, for links in messages. Default: the one that `app.extensions` gives
     * `page:chaos-drills`, or else /drills.
     * @example '/drills'
     */
    pagesPath?: string;
    /**
     * The folder of the experiments of Chaos Toolkit, in YAML or JSON. Relative to where the backend is started.
     * Default: none.
     * @example '/srv/countersign/drills'
     */
    folder?: string;
    /** What may be drilled. An entity that is not here is not: no experiment chooses by itself what it talks to. */
    targets?: Array<{
      /** @example 'component:default/checkout-api' */
      entity: string;
      /**
       * Hosts, with their port where they have one: every host of an experiment of the entity has to be among them.
       * @example ['checkout.staging.example.com:8443']
       */
      hosts: string[];
      /**
       * What experiments read as variables of the environment. The environment of the portal itself is not read.
       * @example { LEVER_TOKEN: '${LEVER_TOKEN}' }
       * @deepVisibility secret
       */
      variables?: { [name: string]: string };
    }>;
    /** When drills may start; one that runs goes on. Default: Monday to Friday from 09:00 to 17:00, UTC. */
    hours?: Array<{
      /** @example ['tuesday', 'wednesday'] */
      days: Array<
        | 'monday'
        | 'tuesday'
        | 'wednesday'
        | 'thursday'
        | 'friday'
        | 'saturday'
        | 'sunday'
      >;
      /** @example '09:00' */
      from: string;
      /**
       * 24:00 is the end of the day.
       * @example '17:00'
       */
      to: string;
      /**
       * Default: UTC.
       * @example 'Europe/Berlin'
       */
      timeZone?: string;
    }>;
    /**
     * Ids of templates of standard changes (`changeManagement.standardChangeTemplates`) that permit drills. Any other
     * change has to name the digest of the experiment in its implementation plan. Default: none.
     * @example ['chaos-drill']
     */
    standardChanges?: string[];
    /** Which services have to be drilled how often. Default: none has to. */
    plan?: Array<{
      /**
       * Of the services, as the catalog has it.
       * @example 'tier-1'
       */
      tier: string;
      /**
       * Each of them has to be drilled.
       * @example ['latency', 'loss-of-a-zone']
       */
      scenarios: string[];
      /** @example 90 */
      everyDays: number;
    }>;
    /**
     * Absolute paths of programs that experiments may run. Default: none, so that no experiment runs any.
     * @example ['/usr/local/bin/drain-zone']
     */
    processes?: string[];
    run?: {
      /**
       * A drill whose replica says nothing for so long is closed as interrupted. Default: 15 seconds.
       * @example '15s'
       */
      lease?: object | string;
      /**
       * How often each replica looks whether what it plays is to be stopped. Default: 250 milliseconds.
       * @example '250ms'
       */
      look?: object | string;
      /**
       * How long the steady state may take to hold again. Default: 2 minutes.
       * @example '2m'
       */
      recovery?: object | string;
      /**
       * How long after the end of a fault an alert may still fire. Default: 5 minutes.
       * @example '5m'
       */
      grace?: object | string;
    };
  };
  search?: {
    collators?: {
      chaosDrills?: {
        /**
         * How often drills, experiments and game days are indexed anew. Default: every five minutes.
         * @example { frequency: { minutes: 5 }, timeout: { minutes: 3 } }
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
