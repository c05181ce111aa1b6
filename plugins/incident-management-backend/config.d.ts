export interface Config {
  incidentManagement?: {
    /**
     * Names the ledger, as a URL without a scheme, and is part of every proof: choose it once.
     * Default: countersign/incident-management.
     */
    ledgerOrigin?: string;
    /**
     * The path of the list of incidents, for links in messages. Default: the one that `app.extensions` gives
     * `page:incident-management`, or else /incidents.
     */
    pagesPath?: string;
    /** A resolved incident is closed after so many hours, and not before. Default: 72. */
    closeAfterHours?: number;
    /** An alert that fires again within so many hours of the resolution reopens its incident. Default: 24. */
    reopenWithinHours?: number;
    /**
     * Groups whose members may have private incidents, seen by nobody else. Default: none, and no incident is private.
     */
    privateGroups?: string[];
    /** How alerts are taken in. */
    intake?: {
      /** Who sends alerts here: each posts to /api/incident-management/intake/NAME. */
      integrations?: Array<{
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
            username: string;
            /** @visibility secret */
            password: string;
          };
          /** @visibility secret */
          bearer?: string;
          /**
           * Shown as `?token=` or, by Google Cloud, as `?auth_token=`.
           * @visibility secret
           */
          urlToken?: string;
          /**
           * Of Grafana, which signs what it sends in X-Grafana-Alerting-Signature.
           * @visibility secret
           */
          hmac?: string;
          /**
           * Of PagerDuty's Events API: what senders put into routing_key.
           * @visibility secret
           */
          routingKey?: string;
          /** Of a push subscription of Pub/Sub with a token of its service account. */
          pubsub?: {
            audience: string;
            email: string;
            /** Default: https://accounts.google.com. */
            issuer?: string;
            /** Where the issuer's keys are. Default: those of Google. */
            keys?: string;
          };
        }>;
      }>;
      /** Which entity an alert is about: the first rule that leads to one counts. */
      mapping?: Array<{
        /** A predicate over the alert, such as `{ labels.job: { $hasPrefix: postgres } }`. Absent, it is for every alert. */
        match?: object;
        /** Such as `component:default/{labels.service}`. */
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
        /** `rotation:NAME`, a person, or a group: told once a group of alerts. */
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
        name: string;
        title: string;
        /** IANA name, such as Europe/Berlin: hand-overs keep their time of day there. */
        timeZone: string;
        /** The first hand-over, to the first of the members: ISO 8601 with an offset. */
        start: string;
        /** RFC 5545, such as `FREQ=WEEKLY;BYDAY=MO`. */
        handOver: string;
        members: string[];
        /** Outside these nobody is on call. Absent, somebody always is. */
        hours?: Array<{ start: string; end: string; rrule: string }>;
        team?: string;
      }>;
      /** The first that matches an incident's entity counts. Default: the owner is told at once. */
      policies?: Array<{
        name: string;
        title: string;
        /** A predicate over the entity, such as `{ tier: tier-1 }`. Absent, it is for every entity. */
        match?: object;
        /** Incidents of other priorities page nobody. Default: all. */
        priorities?: number[];
        steps: Array<{
          /** Minutes after the incident is raised, while nobody has acknowledged it. */
          after: number;
          /** `rotation:NAME`, a person, a group, or `owner`. */
          tell?: string[];
          /** Names of targets. */
          targets?: string[];
        }>;
      }>;
      /** Where pages are posted besides: a pager, or a channel of Slack. */
      targets?: Array<{
        name: string;
        /** @visibility secret */
        url: string;
        /** Default: json, signed as Standard Webhooks has it. */
        format?: 'json' | 'slack';
        /** @visibility secret */
        secret?: string;
        timeout?: { seconds?: number; minutes?: number };
        /** @deepVisibility secret */
        headers?: { [name: string]: string };
      }>;
      /**
       * By any of them a calendar reads /api/incident-management/calendars/ROTATION.ics?token=….
       * @deepVisibility secret
       */
      calendarTokens?: string[];
    };
  };
}
