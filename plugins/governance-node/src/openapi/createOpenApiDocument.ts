import { z } from 'zod';
import { DescribedOperation } from './operation';

type JsonSchema = Record<string, unknown> & {
  properties?: Record<string, JsonSchema>;
  required?: string[];
};

const errorSchema = {
  type: 'object',
  description: 'The ErrorResponseBody of Backstage.',
  required: ['error', 'response'],
  properties: {
    error: {
      type: 'object',
      required: ['name', 'message'],
      properties: {
        name: { type: 'string' },
        message: { type: 'string' },
        guard: {
          type: 'string',
          description: 'Of a refused verb: which guard refused.',
        },
        messageSegments: {
          type: 'array',
          description:
            'Of a refused verb: the message in pieces, where it names records, people, entities or times.',
        },
        remedy: {
          type: 'string',
          description: 'Of a refused verb: what would satisfy it.',
        },
        problems: {
          type: 'array',
          description:
            'Where it is about what stands in the request: each with its field, so that a form can put it there. The message says the same in one sentence.',
          items: {
            type: 'object',
            required: ['field', 'message'],
            properties: {
              field: {
                type: 'string',
                description:
                  'As the request names it, such as items or window.end; empty when it is about the request as a whole, and the name of the header for Idempotency-Key.',
              },
              message: { type: 'string' },
            },
          },
        },
      },
    },
    request: { type: 'object' },
    response: {
      type: 'object',
      properties: { statusCode: { type: 'integer' } },
    },
  },
};

const errorResponse = {
  description:
    '400 the request is wrong; 401 nobody is signed in; 403 not allowed, by permission or duty; 404 there is none, or none you may read; 409 another version, or a guard refuses; 413 too large; 503 the database or the catalog does not answer, repeat it with the same Idempotency-Key.',
  content: {
    'application/json': { schema: { $ref: '#/components/schemas/Error' } },
  },
};

/**
 * The OpenAPI 3.1 document of an area. Its schemas are those that check the requests and that handlers answer by, so that
 * none can say something else than the other.
 */
export function createOpenApiDocument(
  operations: readonly DescribedOperation[],
  area: {
    pluginId: string;
    title: string;
    description: string;
    version: string;
    /** How callers of some routes show who they are, where they cannot sign in. */
    securitySchemes?: Record<string, object>;
  },
) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: describe(operation),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: area.title,
      version: area.version,
      description: area.description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `/api/${area.pluginId}` }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A Backstage user token, or the token of a service or pipeline.',
        },
        ...area.securitySchemes,
      },
      schemas: { Error: errorSchema },
      responses: { Error: errorResponse },
    },
  };
}

const idempotencyKey = {
  in: 'header',
  name: 'Idempotency-Key',
  description: 'The same key with the same body is the same request.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
};

function describe(operation: DescribedOperation) {
  const { id, summary, permission, body, status = 200 } = operation;
  return {
    operationId: id,
    summary,
    ...(permission && { description: `Permission: ${permission}.` }),
    ...(operation.shownBy && {
      security: operation.shownBy.map(schemes =>
        Object.fromEntries(schemes.map(scheme => [scheme, []])),
      ),
    }),
    parameters: [
      ...pathParameters(operation),
      ...queryParameters(operation),
      ...(operation.method === 'get' || operation.ignoresKey
        ? []
        : [idempotencyKey]),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(body, 'input') } },
      },
    }),
    responses: {
      [status]: {
        description: operation.answerName,
        content: {
          [operation.media ?? 'application/json']: {
            schema: schemaOf(operation.answer, 'output'),
          },
        },
      },
      ...(permission && {
        403: {
          description: `Not allowed: it takes the permission ${permission}.`,
          content: errorResponse.content,
        },
      }),
      default: { $ref: '#/components/responses/Error' },
    },
  };
}

function pathParameters({ params }: DescribedOperation) {
  return Object.entries(params?.shape ?? {}).map(([name, schema]) => ({
    in: 'path',
    name,
    required: true,
    schema: schemaOf(schema, 'input'),
  }));
}

/** Lists are written with commas, as the client writes them. */
function queryParameters({ query }: DescribedOperation) {
  if (!query) return [];
  const input = schemaOf(query, 'input');
  const output = schemaOf(query, 'output');
  return Object.entries(input.properties ?? {}).map(([name, schema]) => {
    // What is read from a comma-separated text has no schema as it comes in, but as it comes out.
    const isRead = schema.type === undefined && schema.anyOf === undefined;
    const shown = isRead ? output.properties?.[name] ?? schema : schema;
    return {
      in: 'query',
      name,
      required: input.required?.includes(name) ?? false,
      schema: shown,
      ...(shown.type === 'array' && { style: 'form', explode: false }),
    };
  });
}

function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return rest as JsonSchema;
}
