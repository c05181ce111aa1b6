import type MarkdownIt from 'markdown-it';
import type StateBlock from 'markdown-it/lib/rules_block/state_block.mjs';
import { endOfIndented, headOf, readIndented } from './indented';

const opening = /^===[!+]?[ \t]+"(.*)"[ \t]*$/;

interface Tab {
  title: string;
  start: number;
  end: number;
}

/** `=== "Title"` and what is indented below it: consecutive ones are tabs of one set. */
export function tabs(md: MarkdownIt): void {
  md.block.ruler.before(
    'fence',
    'tabs',
    (state, startLine, endLine, silent) => {
      if (!opening.test(headOf(state, startLine) ?? '')) {
        return false;
      }
      if (silent) {
        return true;
      }
      const set = tabsFrom(state, startLine, endLine);
      const number = (state.env.tabSets = (state.env.tabSets ?? 0) + 1);
      const idOf = (index: number) => `tabs-${number}-${index + 1}`;

      const open = state.push('tabs_open', 'div', 1);
      open.attrSet('class', 'tabbed-set tabbed-alternate');
      open.map = [startLine, set[set.length - 1].end];
      set.forEach((_, index) => {
        const input = state.push('tab_input', 'input', 0);
        input.attrs = [
          ['type', 'radio'],
          ['name', `tabs-${number}`],
          ['id', idOf(index)],
        ];
        if (index === 0) {
          input.attrSet('checked', '');
        }
      });
      state.push('tab_labels_open', 'div', 1).attrSet('class', 'tabbed-labels');
      set.forEach(({ title, start }, index) => {
        state.push('tab_label_open', 'label', 1).attrSet('for', idOf(index));
        const inline = state.push('inline', '', 0);
        inline.content = title;
        inline.map = [start, start + 1];
        inline.children = [];
        state.push('tab_label_close', 'label', -1);
      });
      state.push('tab_labels_close', 'div', -1);
      state
        .push('tab_content_open', 'div', 1)
        .attrSet('class', 'tabbed-content');
      for (const { start, end } of set) {
        state.push('tab_open', 'div', 1).attrSet('class', 'tabbed-block');
        readIndented(state, start + 1, end);
        state.push('tab_close', 'div', -1);
      }
      state.push('tab_content_close', 'div', -1);
      state.push('tabs_close', 'div', -1);
      state.line = set[set.length - 1].end;
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
}

function tabsFrom(
  state: StateBlock,
  startLine: number,
  endLine: number,
): Tab[] {
  const set: Tab[] = [];
  let line = startLine;
  while (line < endLine) {
    const match =
      state.sCount[line] >= state.blkIndent
        ? opening.exec(headOf(state, line) ?? '')
        : null;
    if (match) {
      const end = endOfIndented(state, line, endLine);
      set.push({ title: match[1], start: line, end });
      line = end;
    } else if (state.isEmpty(line)) {
      line += 1;
    } else {
      break;
    }
  }
  return set;
}
