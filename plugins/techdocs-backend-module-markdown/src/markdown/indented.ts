import type StateBlock from 'markdown-it/lib/rules_block/state_block.mjs';

/** How deep the content of an admonition or a tab stands. */
const INDENT = 4;

/** The text of a line from its indentation on; undefined where it is indented as code. */
export function headOf(state: StateBlock, line: number): string | undefined {
  if (state.sCount[line] - state.blkIndent >= INDENT) {
    return undefined;
  }
  const start = state.bMarks[line] + state.tShift[line];
  return state.src.slice(start, state.eMarks[line]);
}

/** The first line after `line` that is neither blank nor indented, without blank lines at the end. */
export function endOfIndented(
  state: StateBlock,
  line: number,
  endLine: number,
): number {
  let end = line + 1;
  for (let next = line + 1; next < endLine; next += 1) {
    if (state.isEmpty(next)) {
      continue;
    }
    if (state.sCount[next] < state.blkIndent + INDENT) {
      break;
    }
    end = next + 1;
  }
  return end;
}

/** Reads the indented lines from `start` to `end` as blocks of their own. */
export function readIndented(
  state: StateBlock,
  start: number,
  end: number,
): void {
  const { lineMax, blkIndent, tight } = state;
  state.lineMax = end;
  state.blkIndent += INDENT;
  state.md.block.tokenize(state, start, end);
  state.lineMax = lineMax;
  state.blkIndent = blkIndent;
  state.tight = tight;
}
