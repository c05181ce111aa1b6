import { changeNumberSchema } from '@countersign/plugin-change-management-common';
import { createOpenApiDocument } from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { operations } from './operations';

const paramSchemas: Record<string, z.ZodType> = {
  number: changeNumberSchema,
  id: z.uuid(),
};

/** The OpenAPI document of change management. */
export function createChangeDocument(version: string) {
  return createOpenApiDocument(
    operations.map(({ answer, ...operation }) => ({
      ...operation,
      params: z.object(
        Object.fromEntries(
          Array.from(operation.path.matchAll(/\{(\w+)\}/g), ([, name]) => [
            name,
            paramSchemas[name],
          ]),
        ),
      ),
      answer: operation.media ? z.string() : z.looseObject({}),
      answerName: answer,
    })),
    {
      pluginId: 'change-management',
      title: 'Change management',
      version,
      description:
        'Change requests, approvals, the deployment gate and reconciliation. Every answer is typed in @countersign/plugin-change-management-common. Writes take an Idempotency-Key; updates carry the version of the record.',
    },
  );
}
