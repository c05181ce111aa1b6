import {
  FindingVerb,
  RequestVerb,
} from '@countersign/plugin-compliance-evidence-common';
import { AskedOfFinding } from '../../assurance/FindingDesk';
import { AskedOfRequest } from '../../assurance/RequestDesk';
import { Request } from './moves';

const DAY = 86_400_000;
const text = 'It is so.';

/** What is sent to do something with a finding. */
export function askedOfFinding(
  { run = 'RUN9999999', at }: Request,
  { verb, days, bare }: { verb: FindingVerb; days: number; bare: boolean },
): AskedOfFinding {
  const until = new Date(at + days * DAY).toISOString();
  const bodies: Record<FindingVerb, object> = {
    explain: { text, evidence: bare ? [] : [{ reference: 'CHG0000042' }] },
    accept: { until, reason: text },
    'revoke-acceptance': { reason: text },
    remediate: { change: 'CHG0000042', text },
    close: bare ? { text } : { run, text },
    reopen: { reason: text },
    assign: { person: 'user:default/omar' },
    note: { text },
  };
  return { verb, body: bodies[verb] } as AskedOfFinding;
}

/** What is sent to do something with a request of an auditor. */
export function askedOfRequest(verb: RequestVerb): AskedOfRequest {
  const bodies: Record<RequestVerb, object> = {
    answer: { text, references: [{ reference: 'RUN0000001' }] },
    accept: {},
    return: { reason: text },
    withdraw: { reason: text },
    assign: { person: 'user:default/omar' },
    note: { text },
  };
  return { verb, body: bodies[verb] } as AskedOfRequest;
}
