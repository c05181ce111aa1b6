import { BasicPermission } from '@backstage/plugin-permission-common';
import {
  askersVerbs,
  findingAcceptPermission,
  findingReadPermission,
  FindingVerb,
  findingWorkPermission,
  requestAnswerPermission,
  requestOpenPermission,
  RequestVerb,
} from '@countersign/plugin-compliance-evidence-common';
import { Caller, PlainAccess } from '@countersign/plugin-governance-node';

/** The permission that a verb of a finding takes. */
export function findingPermission(verb: FindingVerb): BasicPermission {
  return verb === 'accept' || verb === 'revoke-acceptance'
    ? findingAcceptPermission
    : findingWorkPermission;
}

/** The permission that a verb of a request takes: those of whoever asked, or those of whoever answers. */
export function requestPermission(verb: RequestVerb): BasicPermission {
  return askersVerbs.includes(verb)
    ? requestOpenPermission
    : requestAnswerPermission;
}

/** Asks who may do what with findings, requests and controls: all of them or none. */
export class AssuranceAccess extends PlainAccess {
  /** @throws NotAllowedError */
  async demandReading(caller: Caller): Promise<void> {
    await this.demand(
      caller,
      findingReadPermission,
      'You may not read findings and controls',
    );
  }
}
