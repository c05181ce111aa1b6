import { escapeHtml } from './escape';

/** A diagram that is larger takes longer to lay out than anybody waits. */
const MAX_LENGTH = 20_000;

/**
 * Draws a Mermaid diagram as SVG whose colors are the page's.
 *
 * @param id - Sets its markers apart from those of other diagrams of the page
 * @throws Error that says why it cannot be drawn
 */
export async function drawDiagram(source: string, id: string): Promise<string> {
  if (source.length > MAX_LENGTH) {
    throw new Error(`it is longer than ${MAX_LENGTH} characters`);
  }
  const { renderMermaidSVG } = await import('beautiful-mermaid');
  const svg = renderMermaidSVG(source);
  return svg
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/\b(id="|url\(#)([\w-]+)/g, `$1${id}-$2`)
    .replace(/^<svg ([^>]*)>/, (_, attributes: string) => {
      const kept = attributes.replace(/ ?style="[^"]*"/, '');
      return `<svg ${kept} role="img" aria-label="${escapeHtml(
        labelOf(source, svg),
      )}">`;
    })
    .trim();
}

/** What somebody is told who does not see it: its title, or else what is named in it. */
function labelOf(source: string, svg: string): string {
  const title = /^\s*accTitle:[ \t]*(.+)$/m.exec(source)?.[1];
  if (title) {
    return title.trim();
  }
  const texts = [...svg.matchAll(/<text\b[^>]*>([\s\S]*?)<\/text>/g)].map(
    ([, text]) => unescapeXml(text.replace(/<[^>]+>/g, '')),
  );
  const named = [...new Set(texts.map(text => text.trim()).filter(Boolean))];
  return `Diagram: ${named.join(', ')}`;
}

function unescapeXml(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}
