import { ChildProcess } from 'child_process';
import { once } from 'events';

/** Sends a signal to a process and waits until it is gone; nobody waits for one that is gone already. */
export async function endProcess(
  child: ChildProcess,
  signal: NodeJS.Signals,
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}
