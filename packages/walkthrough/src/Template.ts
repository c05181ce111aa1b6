import { setTimeout as delay } from 'node:timers/promises';
import { Portal } from './Portal';
import { Trouble } from './Trouble';

/** What a software template came to. */
export interface TemplateOutput {
  links?: { title: string; url: string }[];
  text?: { title: string; content: string }[];
}

interface TaskEvent {
  type: string;
  body: { message: string; status?: string; output?: TemplateOutput };
}

const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 250;

/**
 * Runs a software template as the page Create does, and waits until it is done.
 *
 * @throws Trouble where it fails, with the message of the step that did
 */
export async function runTemplate(
  portal: Portal,
  user: string,
  name: string,
  values: object,
): Promise<TemplateOutput> {
  const started = await portal.call<{ id?: string }>(
    user,
    'POST',
    '/scaffolder/v2/tasks',
    { templateRef: `template:default/${name}`, values },
  );
  const { id } = started.body;
  if (id === undefined) {
    throw new Trouble(
      `The template ${name} did not start: ${
        started.status
      } ${new TextDecoder().decode(started.bytes)}`,
    );
  }
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const { body: events } = await portal.call<TaskEvent[]>(
      user,
      'GET',
      `/scaffolder/v2/tasks/${id}/events`,
    );
    const end = events.find(({ type }) => type === 'completion');
    if (end?.body.output) return end.body.output;
    if (end) {
      const failed = events.find(({ body }) => body.status === 'failed');
      const [first] = (failed ?? end).body.message.split('\n');
      throw new Trouble(`The template ${name} failed: ${first}`);
    }
    await delay(LOOK_EVERY_MS);
  }
  throw new Trouble(
    `The template ${name} was not done within ${PATIENCE_MS / 1000} s`,
  );
}
