import {
  Change,
  ChangeCategory,
  CreateChangeRequest,
  PlanCounts,
  requestableChangeTypes,
  UpdateChangeRequest,
} from '@countersign/plugin-change-management-common';
import { DateTime } from 'luxon';
import { Link } from '@countersign/plugin-governance-common';
import { toInstant, toWallClock } from '@countersign/plugin-governance-react';
import { Sha256Digest } from '@countersign/plugin-ledger-common';

export type RequestableType = (typeof requestableChangeTypes)[number];

/** What the server read from a plan; the plan itself is not kept in the browser. */
export interface UploadedPlanInfo {
  digest: Sha256Digest;
  fileName: string;
  resources: number;
  terraformVersion: string;
  counts: PlanCounts;
  redactions: number;
  unmapped: number;
  items: string[];
}

/** What stands in the form. Times are wall-clock, in the zone of the reader: `yyyy-MM-ddTHH:mm`. */
export interface FormValues {
  type: RequestableType;
  template: string;
  title: string;
  items: string[];
  environment: string;
  windowStart: string;
  windowEnd: string;
  description: string;
  justification: string;
  implementationPlan: string;
  testPlan: string;
  backoutPlan: string;
  category: ChangeCategory;
  implementer: string[];
  commit: string;
  links: Link[];
  reliabilityFix: boolean;
  plan?: UploadedPlanInfo;
}

export const emptyValues: FormValues = {
  type: 'normal',
  template: '',
  title: '',
  items: [],
  environment: '',
  windowStart: '',
  windowEnd: '',
  description: '',
  justification: '',
  implementationPlan: '',
  testPlan: '',
  backoutPlan: '',
  category: 'software',
  implementer: [],
  commit: '',
  links: [],
  reliabilityFix: false,
};

const wallClock = "yyyy-MM-dd'T'HH:mm";

/** When a window begins without an end, it is taken to last so long, in hours. */
const USUAL_LENGTH = 1;

/** The usual end of a window that begins then; empty while the beginning is half typed. */
export function usualEnd(windowStart: string): string {
  const end = DateTime.fromISO(windowStart).plus({ hours: USUAL_LENGTH });
  return end.isValid ? end.toFormat(wallClock) : '';
}

/** A window that is open from now on, which is when an emergency starts. */
export function windowFromNow(
  now: number,
): Pick<FormValues, 'windowStart' | 'windowEnd'> {
  const windowStart = DateTime.fromMillis(now).toFormat(wallClock);
  return { windowStart, windowEnd: usualEnd(windowStart) };
}

/** What comes with a type that is chosen: an emergency starts now, unless somebody said when. */
export function withType(
  type: RequestableType,
  values: Pick<FormValues, 'windowStart' | 'windowEnd'>,
  now: number,
): Partial<FormValues> {
  return type === 'emergency' && !values.windowStart && !values.windowEnd
    ? { type, ...windowFromNow(now) }
    : { type };
}

/** What an address says: `item` (more than once), what is written in a field under its own name, and the window. */
export function valuesFromQuery(query: URLSearchParams): Partial<FormValues> {
  const values: Partial<FormValues> = {};
  const items = query.getAll('item').flatMap(text => text.split(','));
  if (items.length) values.items = items.filter(Boolean);
  const type = requestableChangeTypes.find(t => t === query.get('type'));
  if (type) values.type = type;
  for (const name of [
    'environment',
    'template',
    'title',
    'description',
    'implementationPlan',
  ] as const) {
    const value = query.get(name);
    if (value) values[name] = value;
  }
  for (const name of ['windowStart', 'windowEnd'] as const) {
    const value = query.get(name);
    if (value && DateTime.fromISO(value).isValid) {
      values[name] = toWallClock(value);
    }
  }
  return values;
}

/** The form for a change that is there already. */
export function valuesOfChange(change: Change): FormValues {
  return {
    ...emptyValues,
    type: requestableChangeTypes.find(t => t === change.type) ?? 'normal',
    template: change.template?.id ?? '',
    title: change.title,
    items: change.items,
    environment: change.environment,
    windowStart: toWallClock(change.window?.start),
    windowEnd: toWallClock(change.window?.end),
    description: change.description,
    justification: change.justification,
    implementationPlan: change.implementationPlan,
    testPlan: change.testPlan,
    backoutPlan: change.backoutPlan,
    category: change.category,
    implementer: change.implementer ? [change.implementer] : [],
    commit: change.commit ?? '',
    links: change.links,
    reliabilityFix: change.reliabilityFix,
  };
}

/**
 * The form for a change like another one: what it says, and nothing of what was decided about it. Its window, its commit
 * and its plan were for that one time.
 */
export function valuesOfClone(change: Change): FormValues {
  return {
    ...valuesOfChange(change),
    windowStart: '',
    windowEnd: '',
    commit: '',
  };
}

const windowOf = (values: FormValues) =>
  values.windowStart && values.windowEnd
    ? {
        start: toInstant(values.windowStart) ?? values.windowStart,
        end: toInstant(values.windowEnd) ?? values.windowEnd,
      }
    : undefined;

/** What is asked of the server when the form is sent. */
export function toCreateRequest(values: FormValues): CreateChangeRequest {
  return {
    type: values.type,
    title: values.title,
    environment: values.environment,
    items: values.items.length ? values.items : undefined,
    window: windowOf(values),
    description: values.description,
    justification: values.justification,
    implementationPlan: values.implementationPlan,
    testPlan: values.testPlan,
    backoutPlan: values.backoutPlan,
    category: values.category,
    implementer: values.implementer[0],
    commit: values.commit || undefined,
    links: values.links.filter(link => link.url || link.title),
    reliabilityFix: values.reliabilityFix,
    template:
      values.type === 'standard' ? values.template || undefined : undefined,
    planDigest: values.plan?.digest,
    source: { kind: 'portal' },
  };
}

/** Only what the reader changed, so that what somebody else changed meanwhile stays. */
export function toUpdateRequest(
  values: FormValues,
  loaded: FormValues,
  version: number,
): UpdateChangeRequest {
  const differs = (...names: (keyof FormValues)[]) =>
    names.some(
      name => JSON.stringify(values[name]) !== JSON.stringify(loaded[name]),
    );
  const request = toCreateRequest(values);
  return {
    version,
    ...(differs('type') && { type: request.type }),
    ...(differs('type', 'template') &&
      request.template && { template: request.template }),
    ...(differs('title') && { title: request.title }),
    ...(differs('items') && { items: request.items }),
    ...(differs('environment') && { environment: request.environment }),
    ...(differs('windowStart', 'windowEnd') && {
      window: request.window ?? null,
    }),
    ...(differs('description') && { description: request.description }),
    ...(differs('justification') && { justification: request.justification }),
    ...(differs('implementationPlan') && {
      implementationPlan: request.implementationPlan,
    }),
    ...(differs('testPlan') && { testPlan: request.testPlan }),
    ...(differs('backoutPlan') && { backoutPlan: request.backoutPlan }),
    ...(differs('category') && { category: request.category }),
    ...(differs('implementer') && {
      implementer: request.implementer ?? null,
    }),
    ...(differs('commit') && { commit: request.commit ?? null }),
    ...(differs('links') && { links: request.links }),
    ...(differs('reliabilityFix') && {
      reliabilityFix: request.reliabilityFix,
    }),
  };
}
