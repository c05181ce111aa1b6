import type MarkdownIt from 'markdown-it';

/** `- [ ] to do` and `- [x] done`, as boxes that only show. */
export function taskLists(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'task_lists', state => {
    const { tokens, Token } = state;
    for (let index = 2; index < tokens.length; index += 1) {
      const first = tokens[index].children?.[0];
      const match =
        tokens[index - 2].type === 'list_item_open' &&
        tokens[index - 1].type === 'paragraph_open' &&
        tokens[index].type === 'inline' &&
        first?.type === 'text' &&
        /^\[([ xX])\][ \t]+/.exec(first.content);
      if (!match || !first) {
        continue;
      }
      first.content = first.content.slice(match[0].length);
      const done = match[1] !== ' ';
      const box = new Token('html_inline', '', 0);
      box.content =
        '<label class="task-list-control">' +
        `<input type="checkbox" disabled aria-label="${
          done ? 'Done' : 'To do'
        }"${done ? ' checked' : ''}>` +
        '<span class="task-list-indicator"></span></label>';
      box.meta = { ours: true };
      tokens[index].children?.unshift(box);
      tokens[index - 2].attrJoin('class', 'task-list-item');
    }
  });
}
