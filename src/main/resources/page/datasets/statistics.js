import { html } from 'lit';
import { icons } from '../ui/icons.js';
import { skeleton } from '../ui/parts.js';
import { copy } from '../ui/toast.js';

const CHANNELS = { 1: ['grey'], 3: ['red', 'green', 'blue'] };

/** Mean and spread of each channel, in pixels from 0 to 1. */
export function statisticsCard(statistics) {
  return html`<section class="card"><div class="card-head"><h2>Pixels</h2><span class="soft small">of the training images, 0 to 1</span></div>
    ${statistics ? table(statistics) : html`<div class="card-body stack-s">${skeleton()}${skeleton()}${skeleton()}</div>`}</section>`;
}

function table({ mean, std, mean_of_image_stds: each, sha256 }) {
  const names = CHANNELS[mean.length] ?? mean.map((_, index) => `channel ${index}`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Pixel statistics"><table class="data-table">
    <thead><tr><th scope="col">Channel</th><th scope="col" class="number">Mean</th><th scope="col" class="number">Std</th><th scope="col" class="number">Mean of image stds</th></tr></thead>
    <tbody>${names.map((name, channel) => html`<tr><th scope="row"><span class="channel ${name}"></span>${name}</th>
      <td class="number">${mean[channel].toFixed(4)}</td><td class="number">${std[channel].toFixed(4)}</td><td class="number soft">${each[channel].toFixed(4)}</td></tr>`)}</tbody>
  </table></div>
  <div class="card-body small soft stack-s"><p>Std is over all pixels: what <code>standardize</code> uses. The mean of the single images’ stds is the other number that is often copied as std.</p>
    <p>SHA-256 of the data <button type="button" class="chip mono" title="Copy ${sha256}" @click=${() => copy(sha256, 'SHA-256')}>${sha256.slice(0, 12)}…${icons.copy}</button></p></div>`;
}
