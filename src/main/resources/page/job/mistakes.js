import { html, nothing } from 'lit';
import * as format from '../core/format.js';

/** The test images of whose wrong class the network was surest. */
export function mistakesCard({ mistakes }) {
  if (!mistakes?.length) return nothing;
  return html`<section class="card"><div class="card-head"><h2>Surest mistakes</h2><span class="soft small">wrong, and most convinced of it</span></div>
    <ul class="mistakes card-body">${mistakes.map(mistake => html`<li>
      <img src=${`${mistake.image}?scale=4`} alt="Test image ${mistake.index}: ${mistake.true.name}, taken for ${mistake.predicted.name}" loading="lazy" width="96" height="96">
      <span class="strong clip">${mistake.predicted.name}</span><span class="soft small clip">is ${mistake.true.name}</span><span class="soft small">${format.percent(mistake.confidence, 1)} sure</span></li>`)}</ul>
  </section>`;
}
