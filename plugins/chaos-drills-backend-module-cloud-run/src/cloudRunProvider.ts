import { FaultProviderOfModule } from '@countersign/plugin-chaos-drills-node';
import type { ServicesClient } from '@google-cloud/run';
import type { CloudTasksClient } from '@google-cloud/tasks';
import { CloudRunFaults, CloudRunOptions, fullName } from './CloudRunFaults';
import { LeaseTasks } from './LeaseTasks';
import { RunServices } from './RunServices';
import { readFault } from './serviceFaults';
import { ProjectSettings } from './settings';

/** The clients of Google, and how patient we are with them. */
export interface CloudClients
  extends Pick<CloudRunOptions, 'lookEveryMs' | 'patienceMs'> {
  services: ServicesClient;
  tasks: CloudTasksClient;
}

/** Makes the provider of faults of one project. */
export function cloudRunProvider(
  settings: ProjectSettings,
  { services: client, tasks, ...patience }: CloudClients,
): FaultProviderOfModule {
  const services = new RunServices(client);
  const known = settings.services.map(({ service }) => service);
  return {
    name: settings.name,
    control: new CloudRunFaults({
      ...{ ...patience, settings, services },
      tasks: new LeaseTasks(tasks, settings),
    }),
    check: ({ target, fault, arguments: given }) => {
      const read = readFault(fault, given);
      const message = `must be one of the services of ${
        settings.name
      }: ${known.join(', ')}`;
      return [
        ...(known.includes(target) ? [] : [{ path: ['target'], message }]),
        ...('mistakes' in read ? read.mistakes : []),
      ];
    },
    // With the revisions that serve: after a deployment it is not what somebody looked at.
    resolve: async target => {
      if (!known.includes(target)) return [];
      const { serving } = await services.get(
        fullName(settings.project, target),
      );
      return serving.map(revision => `${target}@${revision}`);
    },
    belongs: async (target, entityRef) =>
      settings.services.some(
        ({ service, entity }) => service === target && entity === entityRef,
      ),
  };
}
