import { html, nothing } from 'lit';
import { getIfReady } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { failure, skeleton } from '../ui/parts.js';

const EACH = 24;
const SCALE = 2;

/** A row of images for each class. */
class SamplesCard extends Element {
  static properties = { dataset: { attribute: false }, split: { state: true }, rows: { state: true }, error: { state: true } };

  constructor() {
    super();
    this.split = 'train';
  }

  willUpdate(changed) {
    if (changed.has('split') || changed.get('dataset')?.id !== this.dataset.id && changed.has('dataset')) this.#load();
  }

  async #load() {
    const asked = this.asked = `datasets/${this.dataset.id}/samples?split=${this.split}&limit=${EACH}`;
    this.rows = undefined;
    this.error = null;
    try {
      const pages = await Promise.all(this.dataset.class_names.map((_, index) => getIfReady(`${asked}&class=${index}`)));
      if (asked === this.asked) this.rows = pages.every(Boolean) ? pages.map(page => page.data) : null;
    } catch (error) {
      if (error.status && asked === this.asked) this.error = error;
    }
  }

  render() {
    if (this.rows === null) return nothing;
    return html`<section class="card"><div class="card-head"><h2>Images</h2>
      <div class="segments" role="group" aria-label="Split">${['train', 'test'].map(split => html`
        <button type="button" aria-pressed=${this.split === split} @click=${() => { this.split = split; }}>${split}</button>`)}</div></div>
      ${this.error ? failure(this.error) : html`<div class="card-body samples">${this.dataset.class_names.map((name, index) => html`
        <div class="sample-name clip">${name}</div><div class="sample-row">${this.rows ? this.rows[index].map(sample => image(sample)) : skeleton('100%', '3rem')}</div>`)}</div>`}
    </section>`;
  }
}

const image = ({ index, image: address, class: { name } }) => html`<img src="${address}?scale=${SCALE}" width="48" height="48" loading="lazy" alt="${name}, image ${index}" title="${name}, image ${index}">`;

define('ty-samples-card', SamplesCard);
