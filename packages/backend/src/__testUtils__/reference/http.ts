import { code, page, table } from './markdown';

/** What is told of an area's OpenAPI document. */
export interface ApiDocument {
  info: { title: string; description?: string };
  paths: Record<
    string,
    Record<
      string,
      {
        summary?: string;
        description?: string;
        parameters?: { in: string; name: string }[];
      }
    >
  >;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** The page of every route of the areas. */
export function httpPage(
  plugins: readonly { id: string; document: ApiDocument }[],
): string {
  return page(
    'HTTP',
    'Every route of the areas, below `/api/<plugin>`. Each backend answers with its whole OpenAPI 3.1 document at `/openapi.json`; schemas of requests and answers stand there, and the backend checks by the same. Every request shows a Backstage token, except where a route says otherwise. A write takes an `Idempotency-Key`: repeated with the same key, it is answered as it was the first time.',
    plugins.map(({ id, document }) => ({
      title: id,
      text: table(
        ['Route', 'What it does', 'Parameters'],
        Object.entries(document.paths).flatMap(([path, operations]) =>
          methods.flatMap(method => {
            const operation = operations[method];
            if (!operation) return [];
            const query = (operation.parameters ?? [])
              .filter(each => each.in === 'query')
              .map(({ name }) => code(name));
            return [
              [
                code(`${method.toUpperCase()} ${path}`),
                [operation.summary, operation.description]
                  .filter(Boolean)
                  .map(text => `${text!.replace(/\.$/, '')}.`)
                  .join(' '),
                query.join(', '),
              ],
            ];
          }),
        ),
      ),
    })),
  );
}
