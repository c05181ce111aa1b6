import { Area } from '../Area';
import { addDrillLint } from './drillLint';
import { addDrillRun } from './drillRun';

/** `countersign drill`. */
export const chaosDrills: Area = {
  commands: {
    does: 'check and run chaos drills',
    add(program, finish) {
      const drill = program
        .command('drill')
        .description('Look at experiments of Chaos Toolkit, and run them');
      addDrillLint(drill, finish);
      addDrillRun(drill, finish);
    },
    example: `Drills, before they are merged:
  $ countersign drill lint drills/*.yaml`,
  },
};
