import { z } from 'zod';
import { severities } from './logging/Logger';

const LEAST_TOKEN = 16;

const port = z.coerce.number().int().min(0).max(65_535);

const environmentSchema = z
  .object({
    PORT: port.default(8080),
    HOST: z.string().min(1).default('0.0.0.0'),
    /** The driver reads these itself, too: named here so that a missing one is said. */
    PGHOST: z.string().min(1),
    PGPORT: port.default(5432),
    PGUSER: z.string().min(1),
    PGPASSWORD: z.string().optional(),
    PGDATABASE: z.string().min(1),
    GOOGLE_CLOUD_PROJECT: z.string().min(1).optional(),
    LOG_SEVERITY: z.enum(severities).default('INFO'),
    LOG_FILE: z.string().min(1).optional(),
    LOG_FILE_MEGABYTES: z.coerce.number().int().min(1).max(1_000).default(16),
    FAULTS: z.enum(['on', 'off']).default('off'),
    FAULTS_TOKEN: z
      .string()
      .min(LEAST_TOKEN, `must have at least ${LEAST_TOKEN} characters`)
      .optional(),
    TRAFFIC_PER_SECOND: z.coerce.number().min(0).max(50).default(0),
    SHUTDOWN_SECONDS: z.coerce.number().int().min(0).max(600).default(8),
  })
  .refine(env => env.FAULTS === 'off' || env.FAULTS_TOKEN !== undefined, {
    path: ['FAULTS_TOKEN'],
    message: 'must be set where FAULTS is on: POST /faults asks for it',
  });

/** What the environment of the service says. */
export interface Settings {
  port: number;
  host: string;
  database: {
    host: string;
    port: number;
    user: string;
    password: string | undefined;
    database: string;
  };
  /** Whose traces the log lines belong to. */
  project: string | undefined;
  logSeverity: (typeof severities)[number];
  /** Where all entries are written, too, in files of a bounded size; absent where nowhere. */
  logFile?: { path: string; bytes: number };
  /** What `POST /faults` has to show; absent where no fault may be switched on. */
  faultsToken: string | undefined;
  /** Requests that the service sends itself. */
  trafficPerSecond: number;
  shutdownSeconds: number;
}

/** @throws Error that names each variable that is wrong; values are not repeated */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== ''),
  );
  const result = environmentSchema.safeParse(given);
  if (!result.success) {
    const said = result.error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new Error(`Invalid environment. ${said.join('; ')}`);
  }
  const read = result.data;
  return {
    port: read.PORT,
    host: read.HOST,
    database: {
      host: read.PGHOST,
      port: read.PGPORT,
      user: read.PGUSER,
      password: read.PGPASSWORD,
      database: read.PGDATABASE,
    },
    project: read.GOOGLE_CLOUD_PROJECT,
    logSeverity: read.LOG_SEVERITY,
    logFile: read.LOG_FILE
      ? { path: read.LOG_FILE, bytes: read.LOG_FILE_MEGABYTES * 1024 * 1024 }
      : undefined,
    faultsToken: read.FAULTS === 'on' ? read.FAULTS_TOKEN : undefined,
    trafficPerSecond: read.TRAFFIC_PER_SECOND,
    shutdownSeconds: read.SHUTDOWN_SECONDS,
  };
}
