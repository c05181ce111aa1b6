import { IncomingHttpHeaders } from 'node:http';

/** W3C Trace Context, version 00 and what later versions add to it. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/;
/** Of Google's own header the span is a decimal number. */
const CLOUD_TRACE = /^([0-9a-f]{32})(?:\/(\d{1,20}))?(?:;o=([01]))?$/i;

/** The fields by which Cloud Logging joins an entry to the trace of its request; none where there is no trace. */
export function traceFields(
  headers: IncomingHttpHeaders,
  project: string | undefined,
): Record<string, unknown> {
  const found = readTrace(headers);
  if (!found) return {};
  const { trace, span, sampled } = found;
  return {
    'logging.googleapis.com/trace': project
      ? `projects/${project}/traces/${trace}`
      : trace,
    ...(span && { 'logging.googleapis.com/spanId': span }),
    'logging.googleapis.com/trace_sampled': sampled,
  };
}

function readTrace(headers: IncomingHttpHeaders) {
  const w3c = TRACEPARENT.exec(one(headers.traceparent));
  if (w3c && !/^0+$/.test(w3c[1])) {
    const [, trace, span, flags] = w3c;
    return { trace, span, sampled: (parseInt(flags, 16) & 1) === 1 };
  }
  const cloud = CLOUD_TRACE.exec(one(headers['x-cloud-trace-context']));
  if (!cloud) return undefined;
  const [, trace, span, option] = cloud;
  return {
    trace: trace.toLowerCase(),
    span: span && BigInt(span).toString(16).padStart(16, '0'),
    sampled: option === '1',
  };
}

function one(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}
