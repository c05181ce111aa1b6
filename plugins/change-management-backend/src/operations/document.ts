import { createOpenApiDocument } from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { operations } from '.';

/** The OpenAPI document of change management. */
export function createChangeDocument(version: string) {
  return createOpenApiDocument(
    [
      ...operations,
      {
        method: 'get',
        path: '/openapi.json',
        id: 'getOpenApi',
        summary: 'This document',
        answer: z.looseObject({}),
        answerName: 'an OpenAPI 3.1 document',
      },
    ],
    {
      pluginId: 'change-management',
      title: 'Change management',
      version,
      description:
        'Change requests, approvals, the deployment gate and reconciliation. Every answer is typed in @countersign/plugin-change-management-common. Writes take an Idempotency-Key; updates carry the version of the record.',
    },
  );
}
