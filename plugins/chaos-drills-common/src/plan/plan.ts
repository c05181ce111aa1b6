/** Which services are drilled how often. */
export interface DrillRule {
  /** Of the services that it is about, as the catalog has it: `tier-1`. */
  tier: string;
  /** What has to be drilled: each of them. */
  scenarios: readonly string[];
  everyDays: number;
}

/** A service of the catalog. */
export interface DrilledService {
  entity: string;
  tier: string;
  /** Before it there was nothing to drill. ISO 8601. */
  since: string;
}

/** A drill that is over. */
export interface PastDrill {
  entity: string;
  scenario: string;
  endedAt: string;
  /** Only one that was played to its end counts: one that was stopped showed nothing. */
  counts: boolean;
}

/** What is due of one service and scenario. */
export interface PlannedDrill {
  entity: string;
  scenario: string;
  lastAt?: string;
  dueAt: string;
  /** Whole days. */
  overdueDays: number;
}

const DAY_MS = 86_400_000;

/**
 * What has to be drilled, the most overdue first. However long nothing was drilled, each service and scenario is due once:
 * nobody catches up on what was left out. Where several rules name one, the shortest time holds.
 */
export function planDrills(
  rules: readonly DrillRule[],
  services: readonly DrilledService[],
  past: readonly PastDrill[],
  now: string,
): PlannedDrill[] {
  const last = new Map<string, string>();
  for (const { entity, scenario, endedAt, counts } of past) {
    const key = keyOf(entity, scenario);
    if (counts && endedAt > (last.get(key) ?? '')) last.set(key, endedAt);
  }
  const due = new Map<string, PlannedDrill>();
  for (const { entity, tier, since } of services) {
    for (const rule of rules.filter(each => each.tier === tier)) {
      for (const scenario of rule.scenarios) {
        const key = keyOf(entity, scenario);
        const lastAt = last.get(key);
        const begins = Date.parse(lastAt ?? since);
        const dueMs = begins + rule.everyDays * DAY_MS;
        const dueAt = new Date(dueMs).toISOString();
        const late = Math.floor((Date.parse(now) - dueMs) / DAY_MS);
        const earlier = due.get(key);
        if (earlier && earlier.dueAt <= dueAt) continue;
        due.set(key, {
          ...{ entity, scenario, dueAt },
          ...(lastAt !== undefined && { lastAt }),
          overdueDays: Math.max(0, late),
        });
      }
    }
  }
  return [...due.values()].sort((a, b) => a.dueAt.localeCompare(b.dueAt));
}

function keyOf(entity: string, scenario: string): string {
  return JSON.stringify([entity, scenario]);
}
