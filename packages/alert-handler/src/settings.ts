import { z } from 'zod';

const LEAST_TOKEN = 16;
const LOCAL = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?\//;

const environmentSchema = z.object({
  INTAKE_URL: z
    .string('must be set: where the portal takes alerts in')
    .refine(
      url =>
        (URL.canParse(url) && url.startsWith('https://')) || LOCAL.test(url),
      'must begin with https://, as in https://portal.example.com/api/incident-management/intake/google-cloud',
    ),
  INTAKE_TOKEN: z
    .string('must be set: the bearer token of that integration')
    .trim()
    .min(LEAST_TOKEN, `must have at least ${LEAST_TOKEN} characters`),
  INTAKE_TIMEOUT_SECONDS: z.coerce.number().min(1).max(50).default(20),
});

/** Where alerts are handed on. */
export interface Settings {
  url: string;
  token: string;
  timeoutMs: number;
}

/** @throws Error that names each variable that is wrong; values are not repeated */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const result = environmentSchema.safeParse(env);
  if (!result.success) {
    const said = result.error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new Error(`Invalid environment. ${said.join('; ')}`);
  }
  const { INTAKE_URL, INTAKE_TOKEN, INTAKE_TIMEOUT_SECONDS } = result.data;
  return {
    url: INTAKE_URL,
    token: INTAKE_TOKEN,
    timeoutMs: INTAKE_TIMEOUT_SECONDS * 1000,
  };
}
