/** The parts of a table that leave their role to the browser, which may forget it where CSS makes a block of them. */
export const withoutRole = (table: HTMLElement) =>
  [table, ...table.querySelectorAll('thead, tbody, tfoot, tr, th, td')].filter(
    part => !part.hasAttribute('role'),
  );
