import { MessageShape, readMessage } from './wire';

/** `google.rpc.Status`. */
const status: MessageShape = {
  1: { name: 'code', kind: 'integer' },
  2: { name: 'message', kind: 'text' },
};

const authorization: MessageShape = {
  1: { name: 'resource', kind: 'text' },
  2: { name: 'permission', kind: 'text' },
  3: { name: 'granted', kind: 'boolean' },
};

/** `google.cloud.audit.AuditLog`: what Google's services log of whatever is done in them. */
const auditLog: MessageShape = {
  2: { name: 'status', kind: status },
  3: {
    name: 'authenticationInfo',
    kind: {
      1: { name: 'principalEmail', kind: 'text' },
      2: { name: 'authoritySelector', kind: 'text' },
      5: { name: 'serviceAccountKeyName', kind: 'text' },
      8: { name: 'principalSubject', kind: 'text' },
    },
  },
  4: {
    name: 'requestMetadata',
    kind: {
      1: { name: 'callerIp', kind: 'text' },
      2: { name: 'callerSuppliedUserAgent', kind: 'text' },
    },
  },
  7: { name: 'serviceName', kind: 'text' },
  8: { name: 'methodName', kind: 'text' },
  9: { name: 'authorizationInfo', kind: authorization, many: true },
  11: { name: 'resourceName', kind: 'text' },
  12: { name: 'numResponseItems', kind: 'integer' },
  15: { name: 'serviceData', kind: 'any' },
  16: { name: 'request', kind: 'struct' },
  17: { name: 'response', kind: 'struct' },
  18: { name: 'metadata', kind: 'struct' },
};

const bindingDelta: MessageShape = {
  // ADD is 1 and REMOVE is 2.
  1: { name: 'action', kind: 'integer' },
  2: { name: 'role', kind: 'text' },
  3: { name: 'member', kind: 'text' },
};

/** `google.iam.v1.logging.AuditData`: what was changed in a policy. */
const iamAuditData: MessageShape = {
  2: {
    name: 'policyDelta',
    kind: { 1: { name: 'bindingDeltas', kind: bindingDelta, many: true } },
  },
};

const any: MessageShape = { 1: { name: '@type', kind: 'text' } };
const IAM = 'type.googleapis.com/google.iam.v1.logging.AuditData';
const actions: Readonly<Record<string, string>> = { '1': 'ADD', '2': 'REMOVE' };

/** What an audit log says, as Google's API writes it in JSON. */
export function readAuditLog(bytes: Uint8Array): Record<string, unknown> {
  return readMessage(bytes, auditLog, readServiceData);
}

function readServiceData(bytes: Uint8Array): unknown {
  const { '@type': type } = readMessage(bytes, any, () => undefined);
  if (type !== IAM) return { '@type': type };
  const { value } = readMessage(
    bytes,
    { 2: { name: 'value', kind: iamAuditData } },
    () => undefined,
  );
  return JSON.parse(
    JSON.stringify({ '@type': type, ...(value as object) }),
    (name, each) => (name === 'action' ? actions[each] ?? each : each),
  );
}
