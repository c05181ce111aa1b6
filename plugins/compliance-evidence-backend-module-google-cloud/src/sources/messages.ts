import { readAuditLog } from './auditLog';

/** A message of a client: JSON names, texts for long numbers and for enums, and every field, set or not. */
export type Message = Readonly<Record<string, unknown>>;

const AUDIT_LOG = 'type.googleapis.com/google.cloud.audit.AuditLog';

/**
 * A message as Google's APIs write it in JSON: what is not set is left out, times are texts, and structures are plain.
 *
 * @param value - from a client that speaks gRPC
 */
export function jsonOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(jsonOf);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value !== 'object' || value === null) return value;
  const message = value as Message;
  if (isTime(message)) return instantOf(message);
  if (isStruct(message)) return structOf(message);
  if (isAny(message)) return anyOf(message);
  return Object.fromEntries(
    Object.entries(message).flatMap(([name, field]): [string, unknown][] => {
      const json = name === 'latency' ? durationOf(field) : jsonOf(field);
      return isUnset(json) ? [] : [[name, json]];
    }),
  );
}

function isUnset(json: unknown): boolean {
  if (json === null || json === undefined || json === '') return true;
  if (json === 0 || json === '0' || json === false) return true;
  return typeof json === 'object' && Object.keys(json).length === 0;
}

/** Fields of `google.protobuf.Timestamp`. */
interface Time {
  seconds: string | number;
  nanos: number;
}

function isTime(message: Message): message is Message & Time {
  return has(message, 'seconds', 'nanos');
}

function has(message: Message, ...names: string[]): boolean {
  return (
    Object.keys(message).length === names.length &&
    names.every(name => Object.hasOwn(message, name))
  );
}

/** Such as `2026-09-30T22:00:00.123456Z`. */
export function instantOf({ seconds, nanos }: Time): string {
  const text = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  const fraction = String(nanos).padStart(9, '0').replace(/0+$/, '');
  return `${text}${fraction && `.${fraction}`}Z`;
}

function durationOf(field: unknown): unknown {
  const time = field as Message | null;
  if (!time || !isTime(time)) return null;
  return `${Number(time.seconds) + time.nanos / 1_000_000_000}s`;
}

function isStruct(message: Message): boolean {
  return has(message, 'fields') && typeof message.fields === 'object';
}

function structOf({ fields }: Message): unknown {
  return Object.fromEntries(
    Object.entries((fields ?? {}) as Message).map(([name, value]) => [
      name,
      valueOf(value as Message),
    ]),
  );
}

/** `google.protobuf.Value`: one of its fields is set, and `kind` says which. */
function valueOf(value: Message): unknown {
  const { kind } = value;
  switch (kind) {
    case 'structValue':
      return structOf(value.structValue as Message);
    case 'listValue':
      return ((value.listValue as Message).values as Message[]).map(valueOf);
    case 'nullValue':
      return null;
    default:
      return typeof kind === 'string' ? value[kind] : null;
  }
}

function isAny(message: Message): boolean {
  return has(message, 'typeUrl', 'value') || has(message, 'type_url', 'value');
}

function anyOf(message: Message): unknown {
  const type = String(message.typeUrl ?? message.type_url);
  const bytes = message.value as Uint8Array;
  return type === AUDIT_LOG
    ? { '@type': type, ...readAuditLog(bytes) }
    : { '@type': type, value: Buffer.from(bytes).toString('base64') };
}
