import { html, svg } from 'lit';
import { absolute } from '../core/api.js';
import { to } from '../core/router.js';
import { icons } from '../ui/icons.js';
import { copy } from '../ui/toast.js';

const figure = html`<svg class="figure" viewBox="0 0 176 96" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">
  ${svg`<path d="M16 8v72h150"/><path d="M16 62h150M16 44h150M16 26h150" stroke-opacity=".45" stroke-dasharray="2 6"/>
  <path d="M22 18c18 34 46 50 140 54" stroke="var(--series-1)" stroke-width="3"/>
  <path d="M22 72c22-30 52-44 140-50" stroke="var(--series-2)" stroke-width="3"/>`}</svg>`;

export function nothingYet() {
  const line = `curl -H 'Content-Type: application/json' -d @docs/examples/quickstart.json ${absolute('jobs')}`;
  return html`<section class="card empty">${figure}
    <h2>No experiments yet</h2>
    <p>A job trains one network on one data set, and keeps its curves, its checkpoints and how it did on the test set. The quickstart takes
      less than a minute and needs no data.</p>
    <div class="row"><a class="button primary" href="${to('new')}?from=quickstart">Try the quickstart</a><a class="button" href=${to('new')}>Start from scratch</a></div>
    <div class="command"><code>${line}</code><button type="button" class="button quiet icon" aria-label="Copy the command"
      @click=${() => copy(line, 'The command')}>${icons.copy}</button></div>
  </section>`;
}

export const nothingFound = clear => html`<div class="empty slim">
  <h2>No job is like that</h2><p>Nothing here has this text, state and label.</p>
  <button type="button" class="button" @click=${clear}>Show all jobs</button></div>`;
