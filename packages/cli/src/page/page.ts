import { assetNames, PageAnswer, PageAsk, PageFinding } from './messages';

/** The code of the worker, put here by the build: a page that is one file has no other to load it from. */
declare const WORKER_CODE: string;

const element = <T extends HTMLElement>(id: string) =>
  document.getElementById(id) as T;
const form = element<HTMLFormElement>('form');
const files = element<HTMLInputElement>('files');
const verify = element<HTMLButtonElement>('verify');
const stop = element<HTMLButtonElement>('stop');
const state = element<HTMLParagraphElement>('state');
const results = element<HTMLDivElement>('results');

const words = (id: string) =>
  element<HTMLTextAreaElement>(id).value.split(/\s+/).filter(Boolean);

let worker: Worker | undefined;
let ticking: number | undefined;

function end(text: string): void {
  worker?.terminate();
  worker = undefined;
  window.clearInterval(ticking);
  verify.disabled = false;
  stop.hidden = true;
  state.textContent = text;
}

/** A block of what was found; a line's mark says how it stands. */
function show({ file, proven, lines }: PageFinding): void {
  const section = document.createElement('section');
  const title = document.createElement('h2');
  title.textContent = `${proven ? 'Proven' : 'Not proven'}: ${file}`;
  title.className = proven ? 'good' : 'bad';
  section.append(title);
  for (const line of lines.slice(1)) {
    const row = document.createElement('div');
    const mark = line.trimStart().charAt(0);
    row.textContent = line;
    row.className =
      { '✔': 'line good', '✘': 'line bad', '–': 'line open' }[mark] ?? 'line';
    section.append(row);
  }
  results.append(section);
}

function begin(): void {
  const chosen = [...(files.files ?? [])];
  results.replaceChildren();
  if (chosen.length === 0) {
    state.textContent = 'Choose one or more files first.';
    return;
  }
  const started = Date.now();
  let step = 'starting';
  const tell = () => {
    const seconds = Math.round((Date.now() - started) / 1000);
    state.textContent = `Working for ${seconds} s: ${step} …`;
  };
  verify.disabled = true;
  stop.hidden = false;
  tell();
  ticking = window.setInterval(tell, 1000);
  worker = new Worker(
    URL.createObjectURL(new Blob([WORKER_CODE], { type: 'text/javascript' })),
  );
  worker.onmessage = ({ data }: MessageEvent<PageAnswer>) => {
    if (data.is === 'step') {
      step = data.text;
      tell();
    } else if (data.is === 'found') {
      const good = data.findings.filter(({ proven }) => proven).length;
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      end(
        `${good} of ${data.findings.length} proven, after ${seconds} s. Nothing left this computer.`,
      );
      data.findings.forEach(show);
    } else end(`It could not be verified: ${data.message}`);
  };
  worker.onerror = event =>
    end(`It could not be verified: ${event.message || 'out of memory'}`);
  const assets = Object.fromEntries(
    assetNames.map(name => [name, element(`asset-${name}`).textContent]),
  );
  const ask: PageAsk = {
    files: chosen,
    trust: {
      keys: words('keys'),
      witnesses: words('witnesses'),
      authorities: [element<HTMLTextAreaElement>('authorities').value].filter(
        text => text.trim(),
      ),
    },
    assets: assets as PageAsk['assets'],
  };
  worker.postMessage(ask);
}

form.addEventListener('submit', event => {
  event.preventDefault();
  begin();
});
stop.addEventListener('click', () => end('Stopped.'));
