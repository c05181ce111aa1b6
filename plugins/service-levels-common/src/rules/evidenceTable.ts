import { EvidenceDemand, isEvident, usualEvidence } from '../arithmetic';

/**
 * How many bad events are evidence among little traffic, as a table that a rule can hold: the k-th number is how many events
 * there may be for `failures + k` bad ones to be evidence. It ends where traffic is not low any more.
 */
export function evidenceTable(
  threshold: number,
  demand: EvidenceDemand = usualEvidence,
): number[] {
  const table: number[] = [];
  // Above this the share alone counts.
  const most = Math.ceil(demand.lowTraffic / threshold);
  let least = 0;
  for (let failures = demand.failures; least < most; failures++) {
    least = mostEvents(failures, Math.max(least, failures - 1), most, total =>
      isEvident({ bad: failures, total }, threshold, demand),
    );
    table.push(least);
  }
  return table;
}

/** The largest total, of those from `low` on, among which so many are evidence: there is one edge. */
function mostEvents(
  failures: number,
  low: number,
  high: number,
  isEnough: (total: number) => boolean,
): number {
  let holds = low;
  let fails = high + 1;
  while (fails - holds > 1) {
    const middle = Math.floor((holds + fails) / 2);
    if (middle >= failures && isEnough(middle)) holds = middle;
    else fails = middle;
  }
  return holds;
}
