/** The service as a process. Its environment is described in README.md. */
import { Logger } from './logging/Logger';
import { RotatingFile } from './logging/RotatingFile';
import { startService } from './service';
import { readSettings } from './settings';

const write = (line: string) => process.stdout.write(line);

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const { logFile, logSeverity } = settings;
  const file = logFile && new RotatingFile(logFile.path, logFile.bytes);
  const output = new Logger(write, logSeverity);
  const logger = file
    ? output.and(new Logger(line => file.write(line)))
    : output;
  const service = await startService(settings, { logger });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      service.stop().then(
        () => process.exit(0),
        error => {
          logger.error('The service did not stop cleanly', error);
          process.exit(1);
        },
      );
    });
  }
}

main().catch(error => {
  new Logger(write).error(`The service did not start: ${error.message}`, error);
  process.exit(1);
});
