import { html, nothing } from 'lit';
import { post } from '../core/api.js';
import { define, Element } from '../core/element.js';
import { icons } from '../ui/icons.js';
import { problemList } from '../ui/problems.js';
import { copy } from '../ui/toast.js';

const LIMIT = 25;
const SCALE = 3;
const TYPING_MILLIS = 300;
/** In the order in which a spec must have them. */
const KINDS = {
  random_crop: { padding: 4 }, random_horizontal_flip: { p: 0.5 }, random_rotation: { degrees: 15 },
  color_jitter: { brightness: 0.3, contrast: 0.3, saturation: 0.3 }, random_erasing: { p: 0.5 }, cutout: { size: 12 }, mixup: { alpha: 0.4 }, cutmix: { alpha: 1 },
};

/** What a batch looks like when training sees it: by the functions that the trainer itself uses. */
class AugmentationCard extends Element {
  static properties = { dataset: { attribute: false }, text: { state: true }, picture: { state: true }, error: { state: true }, missing: { state: true }, seed: { state: true } };

  constructor() {
    super();
    this.seed = 0;
    this.text = JSON.stringify([{ type: 'random_crop', ...KINDS.random_crop }, { type: 'random_horizontal_flip', ...KINDS.random_horizontal_flip }]);
  }

  willUpdate(changed) {
    const other = changed.has('dataset') && changed.get('dataset')?.id !== this.dataset.id;
    if (other) this.#draw();
    else if (changed.has('text') || changed.has('seed')) {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.#draw(), TYPING_MILLIS);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (this.picture) URL.revokeObjectURL(this.picture);
  }

  get list() {
    try {
      const list = JSON.parse(this.text);
      return Array.isArray(list) ? list : null;
    } catch {
      return null;
    }
  }

  async #draw() {
    const augmentation = this.list;
    if (!augmentation) {
      this.error = new Error('This is no JSON list yet.');
      return;
    }
    const { id } = this.dataset;
    try {
      const image = await post(`datasets/${id}/augmented.png?scale=${SCALE}`, { augmentation, seed: this.seed, limit: LIMIT });
      if (id !== this.dataset.id) return;
      if (this.picture) URL.revokeObjectURL(this.picture);
      this.picture = URL.createObjectURL(image);
      this.error = null;
    } catch (error) {
      this.missing = error.status === 404 || error.status === 405;
      if (error.status) this.error = error;
    }
  }

  #toggle(type, on) {
    const rest = (this.list ?? []).filter(step => step.type !== type);
    const order = Object.keys(KINDS);
    this.text = JSON.stringify((on ? [...rest, { type, ...KINDS[type] }] : rest).sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type)));
  }

  render() {
    if (this.missing) return nothing;
    const chosen = new Set((this.list ?? []).map(step => step.type));
    return html`<section class="card"><div class="card-head"><h2>A batch, as training sees it</h2>
        <button type="button" class="button small" @click=${() => copy(this.text, 'Augmentation')}>${icons.copy}JSON</button>
        <button type="button" class="button small" @click=${() => { this.seed++; }}>${icons.dice}Another batch</button></div>
      <div class="card-body augmentation">
        <div class="stack-s"><div class="kinds" role="group" aria-label="Augmentations">${Object.keys(KINDS).map(type => html`
            <label class="check"><input type="checkbox" .checked=${chosen.has(type)} @change=${event => this.#toggle(type, event.target.checked)}> <span>${type}</span></label>`)}</div>
          <label class="label">Augmentation<textarea class="field mono" rows="5" spellcheck="false" .value=${this.text} @input=${event => { this.text = event.target.value; }}></textarea></label>
          ${problemList(this.error)}</div>
        <div class="batch">${this.picture ? html`<img src=${this.picture} alt="${LIMIT} augmented images of ${this.dataset.id}">` : nothing}</div>
      </div></section>`;
  }
}

define('ty-augmentation-card', AugmentationCard);
