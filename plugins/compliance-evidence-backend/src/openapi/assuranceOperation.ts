import {
  attestationNumber,
  findingNumber,
  findingReadPermission,
  requestNumber,
} from '@countersign/plugin-compliance-evidence-common';
import { operationsOver } from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { Assurance } from '../assurance/createAssurance';

export const { defineOperation } = operationsOver<Assurance>();

/** Whoever may read one of these records may read all of them. */
export const read = findingReadPermission.name;

export const ofFinding = z.object({ number: findingNumber.schema });
export const ofRequest = z.object({ number: requestNumber.schema });
export const ofAttestation = z.object({ number: attestationNumber.schema });
