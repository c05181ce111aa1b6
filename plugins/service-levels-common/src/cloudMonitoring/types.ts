/** A service as `deploy/terraform/modules/monitoring` takes it: names as Terraform writes them. */
export interface TerraformService {
  display_name: string;
}

/** An objective as that module takes it. */
export interface TerraformObjective {
  service: string;
  display_name: string;
  goal: number;
  rolling_days?: number;
  calendar?: CalendarPeriod;
  /** Good or bad events among all of them, each as a filter of Cloud Monitoring. */
  ratio?: { good?: string; bad?: string; total: string };
  /** The events of a distribution up to an edge of it. */
  cut?: { filter: string; max: number };
  /** Where slices of time are what is good or bad. */
  slice?: { seconds: number; target: number };
  runbook?: string;
  alerts: Record<string, TerraformAlert>;
}

/** Periods of the calendar that Cloud Monitoring knows, in UTC. */
export type CalendarPeriod = 'DAY' | 'WEEK' | 'FORTNIGHT' | 'MONTH';

/** A pair of windows that alerts while both burn. */
export interface TerraformAlert {
  severity: 'page' | 'ticket';
  conditions: {
    burn_rate: number;
    lookback_seconds: number;
    for_seconds: number;
  }[];
}

/** Why Cloud Monitoring cannot have something, and what to do. */
export interface Inexpressible {
  rule: string;
  message: string;
}
