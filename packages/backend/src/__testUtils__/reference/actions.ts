import { code, page, table } from './markdown';

/** An action as a backend's registry lists it. */
export interface ListedAction {
  id: string;
  description: string;
  attributes: { destructive: boolean; readOnly: boolean };
  schema: {
    input: {
      properties?: Record<string, object>;
      required?: string[];
    };
  };
}

function inputText({
  properties = {},
  required = [],
}: ListedAction['schema']['input']) {
  return Object.keys(properties)
    .map(name => code(required.includes(name) ? name : `${name}?`))
    .join(', ');
}

/** The page of every action: a step of a software template and a tool of an assistant at once. */
export function actionsPage(
  plugins: readonly { id: string; actions: readonly ListedAction[] }[],
): string {
  return page(
    'Actions and MCP tools',
    'Each is an action of the scaffolder and, where the portal has `@backstage/plugin-mcp-actions-backend`, a tool of an assistant. An action is listed only to those who may run it, and acts in the name of whoever runs it; none approves. A name with `?` may be left out.',
    plugins
      .filter(({ actions }) => actions.length > 0)
      .map(({ id, actions }) => ({
        title: id,
        text: table(
          ['Action', 'What it does', 'Input'],
          actions.map(action => [
            code(action.id),
            action.description,
            inputText(action.schema.input),
          ]),
        ),
      })),
  );
}
