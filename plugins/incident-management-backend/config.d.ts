export interface Config {
  incidentManagement?: {
    /**
     * Names the ledger, as a URL without a scheme, and is part of every proof: choose it once. Default:
     * countersign/incident-management.
     * @example 'larkspur.example/incident-management'
     */
    ledgerOrigin?: string;
    /**
     * The path of the list of incidents, for links in messages. Default: the one that `app.extensions` gives
     * `page:incident-management`, or else /incidents.
     * @example '/incidents'
     */
    pagesPath?: string;
    /** A resolved incident is closed after so many hours, and not before. Default: 72. */
    closeAfterHours?: number;
    /** An alert that fires again within so many hours of the resolution reopens its incident. Default: 24. */
    reopenWithinHours?: number;
    /**
     * Groups whose members may have private incidents, seen by nobody else. Default: none, and no incident is
     * private.
     * @example ['group:default/security']
     */
    privateGroups?: string[];
    /** How alerts are taken in. */
    intake?: {
      /** Who sends alerts here: each posts to /api/incident-management/intake/NAME. */
      integrations?: Array<{
        /** @example 'prometheus' */
        name: string;
        kind:
          | 'alertmanager'
          | 'cloudevents'
          | 'google-cloud-monitoring'
          | 'grafana'
          | 'pagerduty';
        /** Any of them lets the sender in: two while one is replaced. */
        credentials: Array<{
          basic?: {
            /** @example 'alertmanager' */
            username: string;
            /**
             * @example '${INTAKE_PASSWORD}'
             * @visibility secret
             */
            password: string;
          };
          /**
           * @example '${INTAKE_TOKEN}'
           * @visibility secret
           */
          bearer?: string;
          /**
           * Shown as `?token=` or, by Google Cloud, as `?auth_token=`.
           * @example '${INTAKE_URL_TOKEN}'
           * @visibility secret
           */
          urlToken?: string;
          /**
           * Of Grafana, which signs what it sends in X-Grafana-Alerting-Signature.
           * @example '${GRAFANA_SECRET}'
           * @visibility secret
           */
          hmac?: string;
          /**
           * Of PagerDuty's Events API: what senders put into routing_key.
           * @example '${ROUTING_KEY}'
           * @visibility secret
           */
          routingKey?: string;
          /** Of a push subscription of Pub/Sub with a token of its service account. */
          pubsub?: {
            /** @example 'https://portal.example.com' */
            audience: string;
            /** @example 'alerts@larkspur-prod.iam.gserviceaccount.com' */
            email: string;
            /**
             * Default: https://accounts.google.com.
             * @example 'https://accounts.google.com'
             */
            issuer?: string;
            /**
             * Where the issuer's keys are. Default: those of Google.
             * @example 'https://www.googleapis.com/oauth2/v3/certs'
             */
            keys?: string;
          };
        }>;
      }>;
      /** Which entity an alert is about: the first rule that leads to one counts. */
      mapping?: Array<{
        /**
         * A predicate over the alert. Absent, it is for every alert.
         * @example { 'labels.job': { $hasPrefix: 'postgres' } }
         */
        match?: object;
        /** @example 'component:default/{labels.service}' */
        entity: string;
      }>;
      /** An incident is resolved when all its alerts have been quiet for so long. Default: 3. */
      resolveDelayMinutes?: number;
      /** Alerts that are less bad open nothing. Default: warning. */
      opensFrom?: 'critical' | 'error' | 'warning' | 'info';
      /** Whether maintenance windows of the change calendar keep alerts quiet. Default: change-calendar. */
      maintenance?: 'change-calendar' | 'off';
      /** Alerts that lead to no entity open nothing. Default: nobody is told of them. */
      unmapped?: {
        /**
         * `rotation:NAME`, a person, or a group: told once a group of alerts.
         * @example ['rotation:platform', 'group:default/platform-sre']
         */
        tell: string[];
      };
      /**
       * Alerts that are over are kept for so many days, with what was received when they began; never cleared is one that
       * fires or whose incident is open. Default: 400.
       */
      keepDays?: number;
    };
    /** Who is on call, and who is told of incidents. */
    onCall?: {
      rotations?: Array<{
        /** @example 'platform' */
        name: string;
        /** @example 'Platform SRE' */
        title: string;
        /**
         * IANA name: hand-overs keep their time of day there.
         * @example 'Europe/Berlin'
         */
        timeZone: string;
        /**
         * The first hand-over, to the first of the members: ISO 8601 with an offset.
         * @example '2026-11-02T09:00:00+01:00'
         */
        start: string;
        /**
         * The part of RFC 5545 after `RRULE:`.
         * @example 'FREQ=WEEKLY;BYDAY=MO'
         */
        handOver: string;
        /** @example ['user:default/kenji-oncall', 'user:default/dana-developer'] */
        members: string[];
        /**
         * Outside these nobody is on call. Absent, somebody always is.
         * @example [{ start: '2026-11-02T08:00:00+01:00', end: '2026-11-02T18:00:00+01:00', rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' }]
         */
        hours?: Array<{ start: string; end: string; rrule: string }>;
        /** @example 'group:default/platform-sre' */
        team?: string;
      }>;
      /** The first that matches an incident's entity counts. Default: the owner is told at once. */
      policies?: Array<{
        /** @example 'tier-1' */
        name: string;
        /** @example 'Tier 1, day and night' */
        title: string;
        /**
         * A predicate over the entity. Absent, it is for every entity.
         * @example { tier: 'tier-1' }
         */
        match?: object;
        /**
         * Incidents of other priorities page nobody. Default: all.
         * @example [1, 2]
         */
        priorities?: number[];
        steps: Array<{
          /**
           * Minutes after the incident is raised, while nobody has acknowledged it.
           * @example 10
           */
          after: number;
          /**
           * `rotation:NAME`, a person, a group, or `owner`.
           * @example ['rotation:platform', 'owner']
           */
          tell?: string[];
          /**
           * Names of targets.
           * @example ['pager']
           */
          targets?: string[];
        }>;
      }>;
      /** Where pages are posted besides: a pager, or a channel of Slack. */
      targets?: Array<{
        /** @example 'pager' */
        name: string;
        /**
         * @example 'https://pager.example.com/countersign'
         * @visibility secret
         */
        url: string;
        /** Default: json, signed as Standard Webhooks has it. */
        format?: 'json' | 'slack';
        /**
         * @example '${PAGER_SECRET}'
         * @visibility secret
         */
        secret?: string;
        /** @example { seconds: 5 } */
        timeout?: { seconds?: number; minutes?: number };
        /**
         * @example { Authorization: 'Bearer ${PAGER_TOKEN}' }
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
      }>;
      /**
       * By any of them a calendar reads /api/incident-management/calendars/ROTATION.ics?token=….
       * @example ['${CALENDAR_TOKEN}']
       * @deepVisibility secret
       */
      calendarTokens?: string[];
    };
  };
}
