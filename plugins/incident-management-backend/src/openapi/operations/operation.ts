import { operationsOver } from '@countersign/plugin-governance-node';
import { incidentNumber } from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import { Services } from '../../services/createServices';

export const { defineOperation } = operationsOver<Services>();

/** The incident that a route is about. */
export const params = z.object({ number: incidentNumber.schema });
