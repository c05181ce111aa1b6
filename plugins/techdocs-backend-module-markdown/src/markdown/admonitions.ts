import type MarkdownIt from 'markdown-it';
import { endOfIndented, headOf, readIndented } from './indented';

const opening =
  /^(!!!|\?\?\?\+?)[ \t]+([\w-]+(?:[ \t]+[\w-]+)*)(?:[ \t]+"(.*)")?[ \t]*$/;

/** `!!! note "Title"`, and `???` or `???+` for one that folds. What belongs to it is indented by four spaces. */
export function admonitions(md: MarkdownIt): void {
  md.block.ruler.before(
    'fence',
    'admonition',
    (state, startLine, endLine, silent) => {
      const match = opening.exec(headOf(state, startLine) ?? '');
      if (!match) {
        return false;
      }
      if (silent) {
        return true;
      }
      const [, mark, kinds, written] = match;
      const classes = kinds.toLowerCase().split(/[ \t]+/);
      const folds = mark !== '!!!';
      const title =
        written ?? classes[0][0].toUpperCase() + classes[0].slice(1);
      const end = endOfIndented(state, startLine, endLine);

      const open = state.push('admonition_open', folds ? 'details' : 'div', 1);
      open.block = true;
      open.map = [startLine, end];
      open.attrSet(
        'class',
        [...(folds ? [] : ['admonition']), ...classes].join(' '),
      );
      if (mark === '???+') {
        open.attrSet('open', '');
      }
      if (title || folds) {
        const tag = folds ? 'summary' : 'p';
        const titleOpen = state.push('admonition_title_open', tag, 1);
        if (!folds) {
          titleOpen.attrSet('class', 'admonition-title');
        }
        const inline = state.push('inline', '', 0);
        inline.content = title || classes[0];
        inline.map = [startLine, startLine + 1];
        inline.children = [];
        state.push('admonition_title_close', tag, -1);
      }
      readIndented(state, startLine + 1, end);
      state.push('admonition_close', folds ? 'details' : 'div', -1).block =
        true;
      state.line = end;
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
}
